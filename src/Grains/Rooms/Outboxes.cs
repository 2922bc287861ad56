using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>The outbox of every seat. An outbox belongs to one instance: a newer page starts with an empty one.</summary>
[GenerateSerializer, Alias("redconnect.Outboxes")]
internal sealed class Outboxes
{
    [Id(0)]
    private readonly Dictionary<string, Outbox> ofSeats = [];

    public Outbox Of(string seat, int instance)
    {
        if (!ofSeats.TryGetValue(seat, out var outbox) || outbox.Instance != instance)
        {
            ofSeats[seat] = outbox = new Outbox(instance);
        }

        return outbox;
    }

    public void Forget(string seat) => ofSeats.Remove(seat);

    /// <summary>
    /// What a page that enters has missed; null when it asks for what is no longer kept, or says to come back and never was here:
    /// then it must start afresh with a raised instance.
    /// </summary>
    public IReadOnlyList<Delivery>? Missed(EnterRoom command, bool sameInstance, long epoch) => command.LastSeen switch
    {
        null => [],
        { } seen when sameInstance => Of(command.Seat, command.Instance).After(seen, epoch),
        _ => null,
    };
}
