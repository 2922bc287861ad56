using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

/// <summary>A page that follows docs/protocol.md: keeps what is unacknowledged, puts in order what comes.</summary>
internal sealed class SimulatedPerson(string seat, Role role)
{
    private sealed class Sending
    {
        public long Last { get; set; }

        public SortedDictionary<long, SealedSignal> Kept { get; } = [];
    }

    private readonly Dictionary<(string Seat, int Instance), Sending> sending = [];
    private readonly Dictionary<(string Seat, int Instance), SortedDictionary<long, SealedSignal>> early = [];
    private readonly HashSet<long> ahead = [];

    public string Seat { get; } = seat;

    public Role Role { get; } = role;

    public int Instance { get; private set; } = 1;

    public string? Connection { get; set; }

    public Position? LastSeen { get; private set; }

    /// <summary>What reached the application, per stream.</summary>
    public Dictionary<(string Seat, int Instance), List<byte[]>> HandedOn { get; } = [];

    public IEnumerable<SealedSignal> Unacknowledged => sending.Values.SelectMany(s => s.Kept.Values);

    /// <summary>A reload: nothing is remembered but the seat.</summary>
    public void StartAfresh()
    {
        Instance++;
        LastSeen = null;
        ahead.Clear();
        sending.Clear();
        early.Clear();
        HandedOn.Clear();
    }

    public SealedSignal Say(SimulatedPerson to)
    {
        if (!sending.TryGetValue((to.Seat, to.Instance), out var stream))
        {
            stream = sending[(to.Seat, to.Instance)] = new Sending();
        }

        var number = ++stream.Last;
        return stream.Kept[number] = new SealedSignal(Seat, Instance, to.Seat, to.Instance, number, Letter(to, number));
    }

    public byte[] Letter(SimulatedPerson to, long number) =>
        System.Text.Encoding.UTF8.GetBytes($"{Seat}#{Instance} to {to.Seat}#{to.Instance}: {number}");

    public long SaidTo(SimulatedPerson to) => sending.TryGetValue((to.Seat, to.Instance), out var stream) ? stream.Last : 0;

    /// <summary>Takes a delivery and answers with the acknowledgement.</summary>
    public Acknowledgement? Hear(Delivery delivery)
    {
        See(delivery.Position);
        var signal = delivery.Signal;
        if (signal.ToInstance != Instance)
        {
            return null;
        }

        var from = (signal.From, signal.FromInstance);
        var waiting = early.TryGetValue(from, out var known) ? known : early[from] = [];
        var handedOn = HandedOn.TryGetValue(from, out var before) ? before : HandedOn[from] = [];
        if (signal.Number > handedOn.Count && signal.Number <= handedOn.Count + 64)
        {
            waiting[signal.Number] = signal;
        }

        while (waiting.Remove(handedOn.Count + 1, out var next))
        {
            handedOn.Add(next.Sealed.ToArray());
        }

        return new Acknowledgement(Seat, Instance, signal.From, signal.FromInstance, handedOn.Count);
    }

    public void Hear(Acknowledgement acknowledgement)
    {
        if (acknowledgement.ToInstance == Instance && sending.TryGetValue((acknowledgement.From, acknowledgement.FromInstance), out var stream))
        {
            foreach (var number in stream.Kept.Keys.Where(n => n <= acknowledgement.Number).ToList())
            {
                stream.Kept.Remove(number);
            }
        }
    }

    /// <summary>After a successful Enter: what is still missing was acknowledged and forgotten.</summary>
    public void CameIn(long epoch)
    {
        if (LastSeen?.Epoch != epoch)
        {
            (LastSeen, _) = (new Position(epoch, 0), ahead.RemoveWhere(_ => true));
        }
    }

    public void Settle()
    {
        if (LastSeen is { } seen)
        {
            LastSeen = seen with { Sequence = ahead.Append(seen.Sequence).Max() };
            ahead.Clear();
        }
    }

    private void See(Position position)
    {
        if (LastSeen is not { } seen || seen.Epoch != position.Epoch || position.Sequence <= seen.Sequence)
        {
            return;
        }

        ahead.Add(position.Sequence);
        var last = seen.Sequence;
        while (ahead.Remove(last + 1))
        {
            last++;
        }

        LastSeen = seen with { Sequence = last };
    }
}
