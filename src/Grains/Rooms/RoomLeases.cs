using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Connections;

namespace RedConnect.Grains.Rooms;

/// <summary>The connections of a room, and what is passed on to them.</summary>
[GenerateSerializer, Alias("redconnect.RoomLeases")]
internal sealed class RoomLeases : Leases<IRoomObserver>
{
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
        foreach (var server in ByServer)
        {
            server.Key.Changed([.. server], snapshot).Ignore();
        }
    }
}
