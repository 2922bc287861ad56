using Orleans.Concurrency;
using RedConnect.Grains.Contracts.Connections;
using RedConnect.Grains.Contracts.Lobbies;

namespace RedConnect.Grains.Contracts.Rooms;

/// <summary>The place of one appointment; the key is the room id, 32 hexadecimal digits. A change is told after it is
/// stored.</summary>
[Alias("redconnect.IRoomGrain")]
public interface IRoomGrain : IGrainWithStringKey
{
    /// <summary>
    /// Creates or changes the room: claims the codes, then stores the plan. Codes that are no longer in it stay the
    /// room's and open nothing. A plan older than the room's changes nothing. Safe to repeat.
    /// </summary>
    [Alias("Plan")]
    Task<PlanOutcome> Plan(RoomPlan plan, CancellationToken cancellation = default);

    /// <summary>The practice's plan of this room; null when there is none, or the room is another practice's.</summary>
    [Alias("Planned")]
    Task<RoomPlan?> Planned(string practice, CancellationToken cancellation = default);

    /// <summary>Refuses new entries from now on and forgets the passes; a running call goes on. False when the room is
    /// not this practice's.</summary>
    [Alias("Cancel")]
    Task<bool> Cancel(string practice, CancellationToken cancellation = default);

    /// <summary>Releases the room's codes and deletes its state. Does nothing to another practice's room. Safe to
    /// repeat.</summary>
    [Alias("Delete")]
    Task Delete(string practice, CancellationToken cancellation = default);

    /// <summary>Forgets the passes if their time is over. Does nothing to another practice's room. Safe to
    /// repeat.</summary>
    [Alias("End")]
    Task End(string practice, CancellationToken cancellation = default);

    /// <summary>The door that this pass opens, or a refusal.</summary>
    [Alias("Knock"), ResponseTimeout("00:00:03")]
    Task<KnockAnswer> Knock(string fingerprint, CancellationToken cancellation = default);

    /// <summary>Takes or resumes a seat; the observer receives the room's events from now on.</summary>
    [Alias("Enter"), ResponseTimeout("00:00:03")]
    Task<EnterAnswer> Enter(EnterRoom command, IRoomObserver observer, CancellationToken cancellation = default);

    /// <summary>
    /// Relays signals of one connection in order; drops those it may not relay. One-way: only the receiver's
    /// acknowledgement proves arrival.
    /// </summary>
    [Alias("Relay"), OneWay]
    Task Relay(string connection, [Immutable] SealedSignal[] signals);

    /// <summary>Relays a receiver's acknowledgement to the sender of the stream.</summary>
    [Alias("Acknowledge"), OneWay]
    Task Acknowledge(string connection, Acknowledgement acknowledgement);

    /// <summary>A practitioner admits a waiting seat. False when the connection holds no practitioner's seat, or the
    /// seat is gone.</summary>
    [Alias("Admit"), ResponseTimeout("00:00:03")]
    Task<bool> Admit(string connection, string seat, CancellationToken cancellation = default);

    /// <summary>A practitioner ends a seat of the other side. False when the connection holds no practitioner's seat,
    /// or there is no such seat.</summary>
    [Alias("SendOut"), ResponseTimeout("00:00:03")]
    Task<bool> SendOut(string connection, string seat, CancellationToken cancellation = default);

    /// <summary>The present snapshot, or null when the connection holds no seat here.</summary>
    [Alias("Snapshot"), ResponseTimeout("00:00:03")]
    Task<RoomSnapshot?> Snapshot(string connection, CancellationToken cancellation = default);

    /// <summary>Goodbye: the seat becomes Left at once.</summary>
    [Alias("Leave"), ResponseTimeout("00:00:03")]
    Task Leave(string connection, CancellationToken cancellation = default);

    /// <summary>The connection is gone: its seat becomes Reconnecting, and Away after 15 s.</summary>
    [Alias("Disconnect"), OneWay]
    Task Disconnect(string connection);

    /// <summary>Renews the leases of the connections that an API server holds in this room.</summary>
    [Alias("Renew"), ResponseTimeout("00:00:03")]
    Task<Renewal> Renew([Immutable] string[] connections, IRoomObserver observer,
        CancellationToken cancellation = default);

    /// <summary>Somebody of the practice decides without being in the room. False when it is another practice's, or
    /// there is no such seat or place.</summary>
    [Alias("Decide"), ResponseTimeout("00:00:03")]
    Task<bool> Decide(string practice, PracticeDecision decision, CancellationToken cancellation = default);

    /// <summary>From the lobby.</summary>
    [Alias("Notice"), OneWay]
    Task Notice(LobbyNotice notice);
}
