using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Contracts.Calendar;

/// <summary>The appointments of one practice. Key: the practice's. The only one to plan and delete rooms.</summary>
[Alias("redconnect.ICalendarGrain")]
public interface ICalendarGrain : IGrainWithStringKey
{
    /// <summary>Plans an appointment, changes it, or moves it to another day.</summary>
    [Alias("Plan")]
    Task<CalendarAnswer> Plan(PlanAppointment command, CancellationToken cancellation = default);

    /// <summary>Cancels an appointment and closes its room to new entries; a running call goes on.</summary>
    [Alias("Cancel")]
    Task<CalendarAnswer> Cancel(CancelAppointment command, CancellationToken cancellation = default);

    /// <summary>The appointments from one German day to another, both included, by start.</summary>
    [Alias("List")]
    Task<ImmutableArray<Appointment>> List(DateOnly from, DateOnly to, CancellationToken cancellation = default);
}

/// <summary>Who acts, and on what they saw. Repeating an act whose answer was lost repeats the answer.</summary>
/// <param name="Change">Names the act: 32 hexadecimal digits, drawn by the client for each act.</param>
/// <param name="User">User id of who acts.</param>
/// <param name="Seen">The revision they saw; 0 for a new appointment.</param>
[GenerateSerializer, Immutable, Alias("redconnect.Act")]
public sealed record Act([property: Id(0)] string Change, [property: Id(1)] string User, [property: Id(2)] long Seen)
{
    /// <summary>Does not print the user.</summary>
    public override string ToString() => $"{nameof(Act)} on revision {Seen}";
}

/// <summary>Plans or changes an appointment.</summary>
/// <param name="Passes">One link and one code for each side; of a change, those that are to be valid from now
/// on.</param>
[GenerateSerializer, Immutable, Alias("redconnect.PlanAppointment")]
public sealed record PlanAppointment(
    [property: Id(0)] string Room,
    [property: Id(1)] Act Act,
    [property: Id(2)] AppointmentContent Content,
    [property: Id(3)] ImmutableArray<RoomPass> Passes)
{
    /// <summary>Prints neither room nor passes.</summary>
    public override string ToString() => nameof(PlanAppointment);
}

/// <summary>Cancels an appointment.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.CancelAppointment")]
public sealed record CancelAppointment([property: Id(0)] string Room, [property: Id(1)] Act Act)
{
    /// <summary>Does not print the room.</summary>
    public override string ToString() => nameof(CancelAppointment);
}

/// <summary>How an act ended.</summary>
[GenerateSerializer, Alias("redconnect.CalendarOutcome")]
public enum CalendarOutcome
{
    /// <summary>List, room and codes say what was asked for.</summary>
    Done,

    /// <summary>Another room has one of the codes: draw others and repeat.</summary>
    CodeTaken,

    /// <summary>The room is another practice's.</summary>
    RoomTaken,

    /// <summary>Somebody changed the appointment after it was seen; the answer holds it as it is.</summary>
    ChangedMeanwhile,

    /// <summary>Somebody cancelled the appointment; the answer holds it.</summary>
    AlreadyCancelled,

    /// <summary>There is no such appointment, or its retention is over.</summary>
    UnknownAppointment,

    /// <summary>The day holds as much as one row of the store can.</summary>
    DayFull,
}

/// <summary>The outcome, with the appointment as it now is where there is one.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.CalendarAnswer")]
public sealed record CalendarAnswer(
    [property: Id(0)] CalendarOutcome Outcome,
    [property: Id(1)] Appointment? Appointment = null);
