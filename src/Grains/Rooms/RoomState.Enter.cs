using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

internal sealed partial record RoomState
{
    private Admission Admission => Guarded ? Admission.ByPractitioner : Plan.Admission;

    /// <summary>
    /// What this pass opens now, or why it does not. A room that is over says so to everybody who can name it: it does
    /// not know its passes any more.
    /// </summary>
    public KnockAnswer Knock(string id, string fingerprint, DateTimeOffset now) => PassOf(fingerprint) is not { } pass
        ? new KnockAnswer(null, this.Over(now) ?? new Refusal(RefusalReason.Unknown))
        : this.Closed(now) is { } refusal
            ? new KnockAnswer(null, refusal)
            : new KnockAnswer(new Door(id, pass.Role, pass.SealedRoomKey, Plan.Start, Plan.End, Admission), null);

    /// <summary>Takes a seat or comes back to one. Repeating the command changes nothing.</summary>
    public Decision Enter(EnterRoom command, DateTimeOffset now)
    {
        if (Find(command.Seat) is { } seat)
        {
            return RefuseReturning(seat, command, now) is { } refused
                ? new Decision(this, refused)
                : Seated(seat, seat.Role, command, now);
        }

        var pass = PassOf(command.Fingerprint);
        return pass is null ? new Decision(this, this.Over(now) ?? new Refusal(RefusalReason.Unknown))
            : RefuseNew(pass.Role, command, now) is { } refusal ? new Decision(this, refusal)
            : Seated(null, pass.Role, command, now);
    }

    private Refusal? RefuseNew(Role role, EnterRoom command, DateTimeOffset now) => command.ReturningOnly
        ? new Refusal(RefusalReason.Overloaded)
        : this.Closed(now) ?? this.Full(role, IsAdmittedAtOnce(role));

    /// <summary>A seat is proven by its id, which its secret yields: it needs no pass, and none changes its
    /// role.</summary>
    private Refusal? RefuseReturning(Seat seat, EnterRoom command, DateTimeOffset now)
    {
        if (!seat.AcceptsPage(command.Instance, command.SealedHello))
        {
            return new Refusal(RefusalReason.Replaced, Instance: seat.Instance);
        }

        // A running call is never cut off: without a goodbye the seat may be resumed after the window, too.
        return seat.Presence switch
        {
            SeatPresence.SentOut => new Refusal(RefusalReason.SentOut),
            SeatPresence.Left => this.Closed(now) ?? this.Full(seat.Role, seat.Admitted || IsAdmittedAtOnce(seat.Role)),
            SeatPresence.Away => this.Full(seat.Role, seat.Admitted),
            _ => null,
        };
    }

    private Decision Seated(Seat? before, Role role, EnterRoom command, DateTimeOffset now)
    {
        var seat = new Seat(
            command.Seat,
            role,
            command.Instance,
            command.SealedHello,
            before?.Admitted is true || IsAdmittedAtOnce(role),
            before?.Since ?? now,
            new SeatPresence.Waiting(command.Connection));
        return new Decision(WithoutOtherSeatOf(command, now).With(seat), Replaced: Replacement.Of(before, command));
    }

    /// <summary>
    /// A connection holds one seat: entering another one gives up the first, so that no connection fills the room.
    /// </summary>
    private RoomState WithoutOtherSeatOf(EnterRoom command, DateTimeOffset now) =>
        SeatOf(command.Connection) is { } other && other.Id != command.Seat
            ? Leave(command.Connection, now).Next
            : this;

    private bool IsAdmittedAtOnce(Role role) => role is Role.Practitioner || Admission is Admission.Automatic;
}
