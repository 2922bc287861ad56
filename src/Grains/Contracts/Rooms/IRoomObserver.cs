using Orleans.Concurrency;

namespace RedConnect.Grains.Contracts.Rooms;

/// <summary>Receives a room's events for an API server. Every method is one-way and names the connections it is
/// for.</summary>
[Alias("redconnect.IRoomObserver")]
public interface IRoomObserver : IGrainObserver
{
    /// <summary>The room changed.</summary>
    [Alias("Changed"), OneWay]
    Task Changed([Immutable] string[] connections, RoomSnapshot snapshot);

    /// <summary>Signals for one connection, in order.</summary>
    [Alias("Deliver"), OneWay]
    Task Deliver(string connection, [Immutable] SealedSignal[] signals);

    /// <summary>The receiver's progress in a stream that this connection's seat sends.</summary>
    [Alias("Acknowledged"), OneWay]
    Task Acknowledged(string connection, Acknowledgement acknowledgement);

    /// <summary>A newer instance took the seat; this connection holds none any more.</summary>
    [Alias("Replaced"), OneWay]
    Task Replaced(string connection, int instance);
}
