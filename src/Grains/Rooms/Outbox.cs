using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>
/// What is on its way to one instance of a seat: numbers deliveries and keeps a short ring of those not yet acknowledged, to
/// replay what a broken line swallowed. Not stored; a new epoch starts empty and senders send again.
/// </summary>
[GenerateSerializer, Alias("redconnect.Outbox")]
internal sealed class Outbox(int instance)
{
    private const int Most = 64;
    private const int MostBytes = 256 * 1024;

    [Id(0)]
    private readonly List<Delivery> ring = new(4);

    [Id(1)]
    private readonly List<IncomingStream> streams = new(2);

    [Id(2)]
    private long sequence;

    [Id(3)]
    private long overflowed;

    [Id(4)]
    private int bytes;

    /// <summary>The instance of the seat this is for.</summary>
    [Id(5)]
    public int Instance { get; } = instance;

    /// <summary>
    /// The delivery to make. A repeated signal is delivered again at its old place, because its sender has not heard that it arrived;
    /// null when it is known to have arrived.
    /// </summary>
    public Delivery? Take(long epoch, SealedSignal signal)
    {
        var stream = StreamOf(signal.From, signal.FromInstance);
        if (signal.Number <= stream.Acknowledged)
        {
            return null;
        }

        if (signal.Number <= stream.Highest && Kept(signal) is { } again)
        {
            return again;
        }

        stream.Highest = Math.Max(stream.Highest, signal.Number);
        var delivery = new Delivery(new Position(epoch, ++sequence), signal);
        Keep(delivery);
        return delivery;
    }

    /// <summary>How far the receiver has got in the stream of this signal.</summary>
    public Acknowledgement Receipt(SealedSignal signal) => new(
        signal.To, signal.ToInstance, signal.From, signal.FromInstance, StreamOf(signal.From, signal.FromInstance).Acknowledged);

    /// <summary>What came after the position and is not acknowledged, oldest first; null when some of it is no longer kept.</summary>
    public IReadOnlyList<Delivery>? After(Position seen, long epoch)
    {
        var from = seen.Epoch == epoch ? seen.Sequence : 0;
        return from < overflowed || from > sequence ? null : ring.FindAll(d => d.Position.Sequence > from);
    }

    /// <summary>The receiver has everything of this stream up to the number: no need to keep it.</summary>
    public void Acknowledged(Acknowledgement acknowledgement)
    {
        var stream = StreamOf(acknowledgement.To, acknowledgement.ToInstance);
        stream.Acknowledged = Math.Max(stream.Acknowledged, Math.Min(acknowledgement.Number, stream.Highest));
        var kept = 0;
        for (var i = 0; i < ring.Count; i++)
        {
            if (ring[i].Signal.Number <= stream.Acknowledged && stream.Brings(ring[i].Signal))
            {
                bytes -= ring[i].Signal.Sealed.Length;
            }
            else
            {
                ring[kept++] = ring[i];
            }
        }

        ring.RemoveRange(kept, ring.Count - kept);
    }

    private Delivery? Kept(SealedSignal signal)
    {
        foreach (var delivery in ring)
        {
            if (delivery.Signal.Number == signal.Number && delivery.Signal.From == signal.From
                && delivery.Signal.FromInstance == signal.FromInstance)
            {
                return delivery;
            }
        }

        return null;
    }

    private void Keep(Delivery delivery)
    {
        ring.Add(delivery);
        bytes += delivery.Signal.Sealed.Length;
        while (ring.Count > Most || bytes > MostBytes)
        {
            bytes -= ring[0].Signal.Sealed.Length;
            overflowed = ring[0].Position.Sequence;
            ring.RemoveAt(0);
        }
    }

    private IncomingStream StreamOf(string from, int fromInstance)
    {
        foreach (var stream in streams)
        {
            if (stream.Instance == fromInstance && stream.From == from)
            {
                return stream;
            }
        }

        streams.RemoveAll(stream => stream.From == from);
        var fresh = new IncomingStream(from, fromInstance);
        streams.Add(fresh);
        return fresh;
    }
}
