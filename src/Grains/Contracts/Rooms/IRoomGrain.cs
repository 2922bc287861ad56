using Orleans.Concurrency;

namespace RedConnect.Grains.Contracts.Rooms;

/// <summary>The place of one appointment; the key is the room id, 32 hexadecimal digits. Nobody hears of a change before it is stored.</summary>
[Alias("redconnect.IRoomGrain")]
public interface IRoomGrain : IGrainWithStringKey
{
    /// <summary>Creates or changes the room and claims its codes. A plan of a lower revision than the room's changes nothing; repeating one is harmless.</summary>
    [Alias("Plan")]
    Task<PlanOutcome> Plan(RoomPlan plan, CancellationToken cancellation = default);

    /// <summary>The practice's plan of this room; null when there is none, or the room is another practice's.</summary>
    [Alias("Planned")]
    Task<RoomPlan?> Planned(string practice, CancellationToken cancellation = default);

    /// <summary>Refuses new entries from now on; a running call goes on. False when the room is not this practice's.</summary>
    [Alias("Cancel")]
    Task<bool> Cancel(string practice, CancellationToken cancellation = default);

    /// <summary>Deletes the room and releases its codes; another practice's room is left alone. Repeating it is harmless.</summary>
    [Alias("Delete")]
    Task Delete(string practice, CancellationToken cancellation = default);

    /// <summary>What lies behind the door this code opens, or why it stays shut.</summary>
    [Alias("Knock"), ResponseTimeout("00:00:03")]
    Task<KnockAnswer> Knock(string fingerprint, CancellationToken cancellation = default);

    /// <summary>Takes or resumes a seat; what happens from now on is told to the observer.</summary>
    [Alias("Enter"), ResponseTimeout("00:00:03")]
    Task<EnterAnswer> Enter(EnterRoom command, IRoomObserver observer, CancellationToken cancellation = default);

    /// <summary>Relays signals of one connection, in order. One-way: the receiver's acknowledgement is the only proof of arrival.</summary>
    [Alias("Relay"), OneWay]
    Task Relay(string connection, [Immutable] SealedSignal[] signals);

    /// <summary>Relays a receiver's acknowledgement to the sender of the stream.</summary>
    [Alias("Acknowledge"), OneWay]
    Task Acknowledge(string connection, Acknowledgement acknowledgement);

    /// <summary>A practitioner lets a waiting seat in. False when the connection holds no practitioner's seat or the seat is gone.</summary>
    [Alias("Admit"), ResponseTimeout("00:00:03")]
    Task<bool> Admit(string connection, string seat, CancellationToken cancellation = default);

    /// <summary>The whole room, for a client that missed a version. Null when the connection holds no seat here.</summary>
    [Alias("Snapshot"), ResponseTimeout("00:00:03")]
    Task<RoomSnapshot?> Snapshot(string connection, CancellationToken cancellation = default);

    /// <summary>Goodbye: the seat becomes Left at once.</summary>
    [Alias("Leave"), ResponseTimeout("00:00:03")]
    Task Leave(string connection, CancellationToken cancellation = default);

    /// <summary>The line broke: the seat becomes Reconnecting, and Left after the grace.</summary>
    [Alias("Drop"), OneWay]
    Task Drop(string connection);

    /// <summary>Renews the leases of the connections an edge holds in this room, and says which of them the room does not know
    /// (a new activation): their clients must enter again.</summary>
    [Alias("Renew"), ResponseTimeout("00:00:03")]
    Task<Renewal> Renew([Immutable] string[] connections, IRoomObserver observer, CancellationToken cancellation = default);

    /// <summary>The lobby's word about other rooms of the same organiser: whether the missing side waits elsewhere.</summary>
    [Alias("HearFromLobby"), OneWay]
    Task HearFromLobby(bool elsewhere);
}

/// <summary>The edge's ear. Every method is one-way and names the connections it is for.</summary>
[Alias("redconnect.IRoomObserver")]
public interface IRoomObserver : IGrainObserver
{
    /// <summary>The room changed.</summary>
    [Alias("Changed"), OneWay]
    Task Changed([Immutable] string[] connections, RoomSnapshot snapshot);

    /// <summary>Signals for one connection, in order.</summary>
    [Alias("Deliver"), OneWay]
    Task Deliver(string connection, [Immutable] Delivery[] deliveries);

    /// <summary>How far the other side has got in a stream of this connection's seat.</summary>
    [Alias("Acknowledged"), OneWay]
    Task Acknowledged(string connection, Acknowledgement acknowledgement);

    /// <summary>A newer instance took the seat; this connection is done.</summary>
    [Alias("Replaced"), OneWay]
    Task Replaced(string connection, int instance);
}
