using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>Who may admit people and end seats: practitioners in the room, and the practice without being in it.
/// Anybody else's attempt changes nothing.</summary>
internal static class Deciding
{
    public static bool IsPractitioner(this RoomState room, string connection) =>
        room.SeatOf(connection) is { IsPractitioner: true };

    public static Decision Admit(this RoomState room, string connection, string seat) =>
        room.IsPractitioner(connection) ? room.Admit(seat) : new Decision(room);

    public static Decision SendOut(this RoomState room, string connection, string seat, DateTimeOffset now) =>
        room.IsPractitioner(connection) ? room.SendOut(seat, now) : new Decision(room);

    public static Decision Decide(this RoomState room, string practice, PracticeDecision decision, DateTimeOffset now)
    {
        if (room.Plan.Practice != practice)
        {
            return new Decision(room);
        }

        return decision switch
        {
            AdmitSeat { Seat: var seat } => room.Admit(seat),
            SendOutSeat { Seat: var seat } => room.SendOut(seat, now),
            AnnounceDelay { Minutes: var minutes } => room.Delay(minutes),
            _ => throw new ArgumentOutOfRangeException(nameof(decision)),
        };
    }

    /// <summary>Whether it is so now: repeating a decision answers true again.</summary>
    public static bool Follows(this RoomState room, string practice, PracticeDecision decision) =>
        room.Plan.Practice == practice && decision switch
        {
            AdmitSeat { Seat: var seat } => room.HasAdmitted(seat),
            SendOutSeat { Seat: var seat } => room.HasSentOut(seat),
            AnnounceDelay { Minutes: var minutes } => room.DelayMinutes == minutes,
            _ => false,
        };

    public static bool HasAdmitted(this RoomState room, string seat) =>
        room.Find(seat) is { Taken: true, Admitted: true };

    public static bool HasSentOut(this RoomState room, string seat) =>
        room.Find(seat)?.Presence is SeatPresence.SentOut;

    private static Decision Delay(this RoomState room, int minutes) =>
        new(minutes == room.DelayMinutes ? room : room with { DelayMinutes = minutes });
}
