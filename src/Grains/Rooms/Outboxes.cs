using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>The outbox of every seat. An outbox belongs to one instance: a newer page starts with an empty one.</summary>
[GenerateSerializer, Alias("redconnect.Outboxes")]
internal sealed class Outboxes
{
    [Id(0)]
    private readonly Dictionary<string, Outbox> ofSeats = [];

    /// <summary>What becomes of a signal: nothing, a delivery if the receiver's line is up, or word to its sender that it had arrived before.</summary>
    public Passage Relay(RoomState room, long epoch, string connection, SealedSignal signal)
    {
        if (!room.MayRelay(connection, signal))
        {
            return default;
        }

        var outbox = Of(signal.To, signal.ToInstance);
        return outbox.Take(epoch, signal) is { } delivery
            ? new Passage(room.ConnectionOf(signal.To), Delivery: delivery)
            : new Passage(connection, Acknowledgement: outbox.Receipt(signal));
    }

    /// <summary>What becomes of a receiver's word: the sender of the stream is told, if it is still the same page.</summary>
    public Passage Acknowledge(RoomState room, string connection, Acknowledgement acknowledgement)
    {
        if (room.SeatOf(connection) is not { } from || from.Id != acknowledgement.From || from.Instance != acknowledgement.FromInstance)
        {
            return default;
        }

        Of(from.Id, from.Instance).Acknowledged(acknowledgement);
        return room.Find(acknowledgement.To)?.Instance == acknowledgement.ToInstance
            ? new Passage(room.ConnectionOf(acknowledgement.To), Acknowledgement: acknowledgement)
            : default;
    }

    /// <summary>The seat left, or a page took it that knows of nothing yet.</summary>
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

    private Outbox Of(string seat, int instance)
    {
        if (!ofSeats.TryGetValue(seat, out var outbox) || outbox.Instance != instance)
        {
            ofSeats[seat] = outbox = new Outbox(instance);
        }

        return outbox;
    }
}
