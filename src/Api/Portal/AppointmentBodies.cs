using System.Collections.Immutable;
using System.Globalization;
using RedConnect.Grains.Contracts.Appointments;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Contracts.Time;

namespace RedConnect.Api.Portal;

/// <summary>One of an appointment's codes.</summary>
internal sealed record CodeBody(string? Fingerprint, string? Role, byte[]? SealedRoomKey)
{
    public bool IsGood =>
        Fingerprint is { Length: 64 } && Fingerprint.All(char.IsAsciiHexDigitLower)
        && Role is "practitioner" or "patient"
        && SealedRoomKey is { Length: > 0 and <= 128 };

    public RoomCode ToCode() =>
        new(Fingerprint ?? "", Role is "practitioner" ? Grains.Contracts.Rooms.Role.Practitioner : Grains.Contracts.Rooms.Role.Patient, [.. SealedRoomKey ?? []]);
}

/// <summary>An appointment to plan or change.</summary>
/// <param name="Start">German wall time, <c>2026-11-24T09:30</c>.</param>
/// <param name="Fold">Of a time that occurs twice, the second.</param>
/// <param name="MovedFrom">The day it was on before, <c>2026-11-23</c>, when that changes.</param>
internal sealed record AppointmentBody(
    string? Start,
    bool Fold,
    int DurationMinutes,
    string? Admission,
    byte[]? SealedDetails,
    byte[]? SealedPractitionerCode,
    IReadOnlyList<CodeBody>? Codes,
    string? MovedFrom)
{
    private const string WallFormat = "yyyy-MM-ddTHH:mm";

    public string? Fault => RegisterBody.FirstFault(
        (Wall is null, "start"),
        (DurationMinutes is < 5 or > 480, "durationMinutes"),
        (Admission is not ("automatic" or "byPractitioner"), "admission"),
        (SealedDetails is not { Length: > 0 and <= 16 * 1024 }, "sealedDetails"),
        (SealedPractitionerCode is not { Length: > 0 and <= 256 }, "sealedPractitionerCode"),
        (!CodesAreGood, "codes"),
        (MovedFrom is not null && Day(MovedFrom) is null, "movedFrom"));

    public DateTime? Wall => DateTime.TryParseExact(Start, WallFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) ? wall : null;

    private bool CodesAreGood =>
        Codes is { Count: 2 } && Codes.All(c => c is { IsGood: true })
        && Codes[0].Role != Codes[1].Role && Codes[0].Fingerprint != Codes[1].Fingerprint;

    public ImmutableArray<RoomCode> ToCodes() => [.. (Codes ?? []).Select(c => c.ToCode())];

    public Appointment ToAppointment(string room, string organiser, DateTime wall, GermanInstant start) => new(
        room,
        organiser,
        wall,
        start.Twice && Fold,
        start.Instant,
        DurationMinutes,
        Admission is "byPractitioner" ? Grains.Contracts.Rooms.Admission.ByPractitioner : Grains.Contracts.Rooms.Admission.Automatic,
        [.. SealedDetails ?? []],
        [.. SealedPractitionerCode ?? []]);

    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static string Text(DateTime wall) => wall.ToString(WallFormat, CultureInfo.InvariantCulture);
}

/// <summary>An appointment as the list shows it.</summary>
internal sealed record AppointmentView(
    string Id,
    string Organiser,
    string Start,
    bool Fold,
    DateTimeOffset StartUtc,
    int DurationMinutes,
    string Admission,
    byte[] SealedDetails,
    byte[] SealedPractitionerCode,
    bool Cancelled)
{
    public static AppointmentView Of(Appointment a) => new(
        a.Room,
        a.Organiser,
        AppointmentBody.Text(a.Start),
        a.Fold,
        a.StartUtc,
        a.DurationMinutes,
        a.Admission is Grains.Contracts.Rooms.Admission.ByPractitioner ? "byPractitioner" : "automatic",
        [.. a.SealedDetails],
        [.. a.SealedPractitionerCode],
        a.Cancelled);
}
