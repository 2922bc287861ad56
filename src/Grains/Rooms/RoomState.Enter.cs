using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>What came of an attempt to enter.</summary>
/// <param name="Next">The room afterwards; unchanged after a refusal.</param>
/// <param name="Refusal">Why not, or null.</param>
/// <param name="Replaced">The connection that lost its seat to a newer instance, if any.</param>
/// <param name="SameInstance">The page that held the seat is back, and its streams go on.</param>
internal sealed record Entry(RoomState Next, Refusal? Refusal, string? Replaced, bool SameInstance);

internal sealed partial record RoomState
{
    /// <summary>What this code would be told at the door.</summary>
    public Refusal? Knock(string fingerprint, DateTimeOffset now) =>
        CodeOf(fingerprint) is null ? new Refusal(RefusalReason.Unknown) : Closed(now);

    public RoomCode? CodeOf(string fingerprint) => Plan.Codes.FirstOrDefault(code => code.Fingerprint == fingerprint);

    /// <summary>Takes a seat or comes back to one. Repeating the command changes nothing.</summary>
    public Entry Enter(EnterRoom command, DateTimeOffset now)
    {
        var seat = Find(command.Seat);
        if (CodeOf(command.Fingerprint) is not { } code)
        {
            return Refuse(new Refusal(RefusalReason.Unknown));
        }

        var refusal = seat is null ? RefuseNewcomer(command, now) : RefuseReturn(seat, code, command, now);
        return refusal is null ? Seated(seat, code, command, now) : Refuse(refusal);
    }

    private Refusal? RefuseNewcomer(EnterRoom command, DateTimeOffset now) =>
        command.ReturningOnly ? new Refusal(RefusalReason.NotYourSeat) : Closed(now) ?? Crowded();

    private Refusal? RefuseReturn(Seat seat, RoomCode code, EnterRoom command, DateTimeOffset now)
    {
        if (!seat.IsOf(code, command.SecretHash))
        {
            return new Refusal(RefusalReason.NotYourSeat);
        }

        if (command.Instance < seat.Instance)
        {
            return new Refusal(RefusalReason.Replaced, Instance: seat.Instance);
        }

        // A running call is never cut off: whoever did not say goodbye may come back whatever the clock says.
        return seat.Taken ? null : Closed(now) ?? Crowded();
    }

    private Entry Seated(Seat? before, RoomCode code, EnterRoom command, DateTimeOffset now)
    {
        var seat = new Seat(
            command.Seat,
            code.Role,
            command.SecretHash,
            command.Instance,
            command.SealedName,
            before?.Admitted is true || NeedsNoAdmission(code.Role),
            before?.Since ?? now,
            new Line.Up(command.Connection));
        return new Entry(Vacated(command, now).With(seat), null, LostBy(before, command), before?.Instance == command.Instance);
    }

    /// <summary>A connection holds one seat: whoever enters another one has left the first behind.</summary>
    private RoomState Vacated(EnterRoom command, DateTimeOffset now) =>
        SeatOf(command.Connection) is { } other && other.Id != command.Seat ? Drop(command.Connection, now) : this;

    private bool NeedsNoAdmission(Role role) => role is Role.Practitioner || Plan.Admission is Admission.Automatic;

    private static string? LostBy(Seat? before, EnterRoom command) =>
        before?.Line is Line.Up up && up.Connection != command.Connection ? up.Connection : null;

    private Entry Refuse(Refusal refusal) => new(this, refusal, null, false);

    private Refusal? Closed(DateTimeOffset now) =>
        Cancelled ? new Refusal(RefusalReason.Cancelled)
        : now < Plan.Start ? new Refusal(RefusalReason.TooEarly, Start: Plan.Start)
        : now >= Plan.End ? new Refusal(RefusalReason.Expired)
        : null;

    private Refusal? Crowded() =>
        Seats.Count(s => s.Here) >= Plan.Capacity ? new Refusal(RefusalReason.Full) : null;
}
