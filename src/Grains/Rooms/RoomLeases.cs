using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>Which API server holds which connection. A server renews its leases; one that dies stops
/// renewing.</summary>
[GenerateSerializer, Alias("redconnect.RoomLeases")]
internal sealed class RoomLeases
{
    /// <summary>API servers renew every 5 s; a connection that is not renewed for this long counts as broken.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    [Id(0)]
    private readonly Dictionary<string, Lease> leases = [];

    /// <summary>When the next lease expires unless it is renewed.</summary>
    public DateTimeOffset? NextExpiry => leases.Count == 0 ? null : leases.Values.Min(lease => lease.Until);

    public void Renew(string connection, IRoomObserver observer, DateTimeOffset now) =>
        leases[connection] = new Lease(observer, now + Duration);

    public void End(string connection) => leases.Remove(connection);

    public IReadOnlyList<string> Expired(DateTimeOffset now) =>
        [.. leases.Where(l => l.Value.Until <= now).Select(l => l.Key)];

    /// <summary>Passes signals to the connections of their receivers, in order; those that the room may not relay are
    /// dropped.</summary>
    public void Relay(RoomState? room, string connection, SealedSignal[] signals)
    {
        foreach (var batch in signals.GroupBy(signal => room?.ReceiverOf(connection, signal)))
        {
            if (batch.Key is { } receiver)
            {
                ObserverOf(receiver)?.Deliver(receiver, [.. batch]).Ignore();
            }
        }
    }

    /// <summary>Passes an acknowledgement to the sender of its stream, if its page is still the same.</summary>
    public void Relay(RoomState? room, string connection, Acknowledgement acknowledgement)
    {
        if (room?.ReceiverOf(connection, acknowledgement) is { } receiver)
        {
            ObserverOf(receiver)?.Acknowledged(receiver, acknowledgement).Ignore();
        }
    }

    /// <summary>Ends the lease of a connection that lost its seat, and tells its page if a newer one has the
    /// seat.</summary>
    public void Dismiss(Replacement replaced)
    {
        if (replaced.ByInstance is { } instance)
        {
            ObserverOf(replaced.Connection)?.Replaced(replaced.Connection, instance).Ignore();
        }

        End(replaced.Connection);
    }

    /// <summary>One message for each API server, naming its connections.</summary>
    public void Broadcast(RoomSnapshot snapshot)
    {
        foreach (var server in leases.GroupBy(l => l.Value.Observer, l => l.Key))
        {
            server.Key.Changed([.. server], snapshot).Ignore();
        }
    }

    private IRoomObserver? ObserverOf(string connection) => leases.GetValueOrDefault(connection)?.Observer;

    [GenerateSerializer, Immutable, Alias("redconnect.RoomLeases.Lease")]
    internal sealed record Lease([property: Id(0)] IRoomObserver Observer, [property: Id(1)] DateTimeOffset Until);
}
