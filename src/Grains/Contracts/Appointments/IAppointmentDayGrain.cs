using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Contracts.Appointments;

/// <summary>A planned consultation as it is stored: what needs no reading is sealed.</summary>
/// <param name="Room">Its room's id, which is the appointment's too.</param>
/// <param name="Organiser">User id of the practitioner.</param>
/// <param name="Start">German wall time, minutes precision.</param>
/// <param name="Fold">For a wall time that the end of summer time makes happen twice: whether the second one is meant.</param>
/// <param name="StartUtc">The instant.</param>
/// <param name="DurationMinutes">5 to 480.</param>
/// <param name="Admission">Who lets patients in.</param>
/// <param name="SealedDetails">Participant, subject, e-mail, patient code; at most 16 KiB.</param>
/// <param name="SealedPractitionerCode">For practitioners only; at most 256 bytes.</param>
/// <param name="Cancelled">No longer takes place; kept until the retention is over.</param>
[GenerateSerializer, Immutable, Alias("redconnect.Appointment")]
public sealed record Appointment(
    [property: Id(0)] string Room,
    [property: Id(1)] string Organiser,
    [property: Id(2)] DateTime Start,
    [property: Id(3)] bool Fold,
    [property: Id(4)] DateTimeOffset StartUtc,
    [property: Id(5)] int DurationMinutes,
    [property: Id(6)] Admission Admission,
    [property: Id(7)] ImmutableArray<byte> SealedDetails,
    [property: Id(8)] ImmutableArray<byte> SealedPractitionerCode,
    [property: Id(9)] bool Cancelled = false);

/// <summary>All appointments of one practice on one German calendar day; the key is <see cref="AppointmentDays.Key"/>.</summary>
[Alias("redconnect.IAppointmentDayGrain")]
public interface IAppointmentDayGrain : IGrainWithStringKey
{
    /// <summary>Plans or changes an appointment: the room first, then the entry. Repeating it changes nothing.</summary>
    [Alias("Plan")]
    Task<PlanOutcome> Plan(Appointment appointment, ImmutableArray<RoomCode> codes, CancellationToken cancellation = default);

    /// <summary>Cancels the appointment and closes its room to new entries. False when it is not on this day.</summary>
    [Alias("Cancel")]
    Task<bool> Cancel(string room, CancellationToken cancellation = default);

    /// <summary>Every appointment of the day, by start.</summary>
    [Alias("List")]
    Task<ImmutableArray<Appointment>> List(CancellationToken cancellation = default);

    /// <summary>Removes the entry: it moved to another day, or its retention is over.</summary>
    [Alias("Forget")]
    Task Forget(string room, CancellationToken cancellation = default);
}

/// <summary>Names the days of a practice.</summary>
public static class AppointmentDays
{
    /// <summary>The grain key of a day, for example <c>3f…-20261124</c>.</summary>
    public static string Key(string practice, DateOnly day) => $"{practice}-{day:yyyyMMdd}";
}
