using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Contracts.Calendar;

/// <summary>What a person decides about an appointment.</summary>
/// <param name="Start">German wall time, minutes precision.</param>
/// <param name="Fold">Of a wall time that occurs twice (end of summer time), the second occurrence.</param>
/// <param name="StartUtc">The instant that <paramref name="Start"/> and <paramref name="Fold"/> name.</param>
/// <param name="DurationMinutes">5 to 480.</param>
/// <param name="Admission">Who admits patients.</param>
/// <param name="SealedDetails">Participant, subject, e-mail address, the patient's link and code; at most 16
/// KiB.</param>
/// <param name="SealedPractitionerPasses">The practitioner's link and code, for practitioners only; at most 512
/// bytes.</param>
[GenerateSerializer, Immutable, Alias("redconnect.AppointmentContent")]
public sealed record AppointmentContent(
    [property: Id(0)] DateTime Start,
    [property: Id(1)] bool Fold,
    [property: Id(2)] DateTimeOffset StartUtc,
    [property: Id(3)] int DurationMinutes,
    [property: Id(4)] Admission Admission,
    [property: Id(5)] ImmutableArray<byte> SealedDetails,
    [property: Id(6)] ImmutableArray<byte> SealedPractitionerPasses)
{
    /// <summary>The German calendar day it takes place on.</summary>
    public DateOnly Day => DateOnly.FromDateTime(Start);

    /// <summary>When its passes stop opening the room.</summary>
    public DateTimeOffset End => StartUtc + RoomPlan.Validity;

    /// <summary>Prints nothing that is sealed.</summary>
    public override string ToString() => $"{nameof(AppointmentContent)} {Day:yyyy-MM-dd}";
}

/// <summary>An entry of the calendar.</summary>
/// <param name="Room">The id of its room, which is the appointment's id too: 32 hexadecimal digits.</param>
/// <param name="Organiser">User id of who planned it first.</param>
/// <param name="Content">As last changed.</param>
/// <param name="Revision">1 when planned; each change adds 1.</param>
/// <param name="Change">Id of the act that made this revision: 32 hexadecimal digits, drawn by the client.</param>
/// <param name="Cancelled">Does not take place; listed until the retention ends.</param>
[GenerateSerializer, Immutable, Alias("redconnect.Appointment")]
public sealed record Appointment(
    [property: Id(0)] string Room,
    [property: Id(1)] string Organiser,
    [property: Id(2)] AppointmentContent Content,
    [property: Id(3)] long Revision,
    [property: Id(4)] string Change,
    [property: Id(5)] bool Cancelled = false)
{
    /// <summary>Prints neither room nor user.</summary>
    public override string ToString() => $"{nameof(Appointment)} revision {Revision}{(Cancelled ? ", cancelled" : "")}";
}
