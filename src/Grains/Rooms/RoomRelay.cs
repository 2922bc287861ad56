using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>Whom a room passes signals and acknowledgements on to.</summary>
internal static class RoomRelay
{
    /// <summary>
    /// The connection to relay a signal to; null when it may not be relayed. Sender and receiver must be present, and
    /// both instances current.
    /// </summary>
    public static string? ReceiverOf(this RoomState room, string connection, SealedSignal signal) =>
        room.SeatOf(connection) is { Presence: SeatPresence.Present } from && from.Id == signal.From
            && from.Instance == signal.FromInstance
        && room.Find(signal.To) is { Presence: SeatPresence.Present to, Instance: var instance }
            && instance == signal.ToInstance
        && signal.From != signal.To
            ? to.Connection
            : null;

    /// <summary>The connection of the stream's sender, to relay an acknowledgement to. What it acknowledges is not
    /// checked.</summary>
    public static string? ReceiverOf(this RoomState room, string connection, Acknowledgement acknowledgement) =>
        room.SeatOf(connection) is { } from && from.Id == acknowledgement.From
            && from.Instance == acknowledgement.FromInstance
        && room.Find(acknowledgement.To) is { } to && to.Instance == acknowledgement.ToInstance
            ? to.Presence.Connection
            : null;
}
