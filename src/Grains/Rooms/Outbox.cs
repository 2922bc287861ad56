using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>
/// What was delivered to one instance of a seat in this epoch: numbers deliveries, drops what a sender repeated, and keeps
/// a short ring to replay what a broken line swallowed. Not stored; a new epoch starts empty and senders send again.
/// </summary>
internal sealed class Outbox(int instance)
{
    private const int Most = 64;
    private const int MostBytes = 256 * 1024;
    private readonly Queue<Delivery> ring = new(4);
    private readonly List<Accepted> accepted = new(2);
    private long sequence;
    private long overflowed;
    private int bytes;

    private sealed class Accepted(string from, int instance)
    {
        public string From { get; } = from;

        public int Instance { get; } = instance;

        public long Number { get; set; }
    }

    public int Instance { get; } = instance;

    /// <summary>The delivery to make, or null for a number this stream already brought.</summary>
    public Delivery? Take(long epoch, SealedSignal signal)
    {
        var stream = StreamOf(signal);
        if (signal.Number <= stream.Number)
        {
            return null;
        }

        stream.Number = signal.Number;
        var delivery = new Delivery(new Position(epoch, ++sequence), signal);
        Keep(delivery);
        return delivery;
    }

    /// <summary>What came after the position, oldest first; null when some of it is no longer kept.</summary>
    public IReadOnlyList<Delivery>? After(Position seen, long epoch)
    {
        if (seen.Epoch != epoch)
        {
            return sequence == 0 || overflowed == 0 ? [.. ring] : null;
        }

        return seen.Sequence < overflowed || seen.Sequence > sequence
            ? null
            : [.. ring.Where(d => d.Position.Sequence > seen.Sequence)];
    }

    /// <summary>The receiver has everything of this stream up to the number: no need to keep it.</summary>
    public void Acknowledged(Acknowledgement acknowledgement)
    {
        while (ring.TryPeek(out var oldest) && oldest.Signal.From == acknowledgement.To && oldest.Signal.Number <= acknowledgement.Number)
        {
            bytes -= ring.Dequeue().Signal.Sealed.Length;
        }
    }

    private void Keep(Delivery delivery)
    {
        ring.Enqueue(delivery);
        bytes += delivery.Signal.Sealed.Length;
        while (ring.Count > Most || bytes > MostBytes)
        {
            var dropped = ring.Dequeue();
            bytes -= dropped.Signal.Sealed.Length;
            overflowed = dropped.Position.Sequence;
        }
    }

    private Accepted StreamOf(SealedSignal signal)
    {
        foreach (var stream in accepted)
        {
            if (stream.From == signal.From && stream.Instance == signal.FromInstance)
            {
                return stream;
            }
        }

        accepted.RemoveAll(stream => stream.From == signal.From);
        var fresh = new Accepted(signal.From, signal.FromInstance);
        accepted.Add(fresh);
        return fresh;
    }
}
