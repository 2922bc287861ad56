using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

internal sealed partial record RoomState
{
    /// <summary>People who wait for admission at the same time.</summary>
    private const int MostWaiting = 8;

    private int Waiting => Seats.Count(s => s is { Here: true, Admitted: false });

    private Admission Admission => Guarded ? Admission.ByPractitioner : Plan.Admission;

    /// <summary>What this code opens now, or why it does not.</summary>
    public KnockAnswer Knock(string id, string fingerprint, DateTimeOffset now) => CodeOf(fingerprint) is not { } code
        ? new KnockAnswer(null, new Refusal(RefusalReason.Unknown))
        : Closed(now) is { } refusal
            ? new KnockAnswer(null, refusal)
            : new KnockAnswer(new Door(id, code.Role, code.SealedRoomKey, Plan.Start, Plan.End, Admission), null);

    /// <summary>Takes a seat or comes back to one. Repeating the command changes nothing.</summary>
    public Decision Enter(EnterRoom command, DateTimeOffset now)
    {
        if (CodeOf(command.Fingerprint) is not { } code)
        {
            return new Decision(this, new Refusal(RefusalReason.Unknown));
        }

        var seat = Find(command.Seat);
        var refusal = seat is null ? RefuseNew(code.Role, command, now) : RefuseReturning(seat, code, command, now);
        return refusal is null ? Seated(seat, code, command, now) : new Decision(this, refusal);
    }

    private Refusal? RefuseNew(Role role, EnterRoom command, DateTimeOffset now) => command.ReturningOnly
        ? new Refusal(RefusalReason.NotYourSeat)
        : Closed(now) ?? Full(role, IsAdmittedAtOnce(role));

    private Refusal? RefuseReturning(Seat seat, RoomCode code, EnterRoom command, DateTimeOffset now)
    {
        if (!seat.BelongsTo(code, command.SecretHash))
        {
            return new Refusal(RefusalReason.NotYourSeat);
        }

        // An instance says one thing to the others: another hello under its number is another page's.
        var isAnother = command.Instance == seat.Instance && !seat.Greeted(command.SealedHello);
        if (command.Instance < seat.Instance || isAnother)
        {
            return new Refusal(RefusalReason.Replaced, Instance: seat.Instance);
        }

        // A running call is never cut off: without a goodbye the seat may be resumed after the window, too.
        return seat.Presence switch
        {
            SeatPresence.SentOut => new Refusal(RefusalReason.SentOut),
            SeatPresence.Left => Closed(now) ?? Full(seat.Role, seat.Admitted || IsAdmittedAtOnce(seat.Role)),
            SeatPresence.Away => Full(seat.Role, seat.Admitted),
            _ => null,
        };
    }

    private Decision Seated(Seat? before, RoomCode code, EnterRoom command, DateTimeOffset now)
    {
        var seat = new Seat(
            command.Seat,
            code.Role,
            command.SecretHash,
            command.Instance,
            command.SealedHello,
            before?.Admitted is true || IsAdmittedAtOnce(code.Role),
            before?.Since ?? now,
            new SeatPresence.Waiting(command.Connection));
        return new Decision(WithoutOtherSeatOf(command, now).With(seat), Replaced: ReplacedBy(command, before));
    }

    /// <summary>
    /// A connection holds one seat: entering another one gives up the first, so that no connection fills the room.
    /// </summary>
    private RoomState WithoutOtherSeatOf(EnterRoom command, DateTimeOffset now) =>
        SeatOf(command.Connection) is { } other && other.Id != command.Seat ? Leave(command.Connection, now).Next : this;

    private static Replacement? ReplacedBy(EnterRoom command, Seat? before) =>
        before?.Presence.Connection is { } old && old != command.Connection
            ? new Replacement(old, before.Instance == command.Instance ? null : command.Instance)
            : null;

    private Refusal? Closed(DateTimeOffset now) =>
        Cancelled ? new Refusal(RefusalReason.Cancelled)
        : now < Plan.Start ? new Refusal(RefusalReason.TooEarly, Start: Plan.Start)
        : now >= Plan.End ? new Refusal(RefusalReason.Expired)
        : null;

    private bool IsAdmittedAtOnce(Role role) => role is Role.Practitioner || Admission is Admission.Automatic;

    /// <summary>Who has to wait for admission takes no place, but only so many may wait.</summary>
    private Refusal? Full(Role role, bool admitted) =>
        (admitted ? HasPlace(role is Role.Practitioner) : Waiting < MostWaiting) ? null
            : new Refusal(RefusalReason.Full);

    /// <summary>One place is always kept for the side that is not here.</summary>
    private bool HasPlace(bool practitioner)
    {
        var inside = Seats.Where(s => s is { Here: true, Admitted: true }).ToList();
        return inside.Count < Plan.Capacity
            && inside.Count(s => s.IsPractitioner == practitioner) < Plan.Capacity - 1;
    }
}
