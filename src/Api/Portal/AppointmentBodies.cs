using System.Collections.Immutable;
using System.Globalization;
using RedConnect.Api.Rooms;
using RedConnect.Grains.Contracts.Calendar;
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

    public override string ToString() => $"{nameof(CodeBody)} {Role}";

    public RoomCode ToCode() =>
        new(Fingerprint ?? "", Role is "practitioner" ? Grains.Contracts.Rooms.Role.Practitioner
            : Grains.Contracts.Rooms.Role.Patient, [.. SealedRoomKey ?? []]);
}

/// <summary>An appointment to plan or change.</summary>
/// <param name="Start">German wall time, <c>2026-11-24T09:30</c>.</param>
/// <param name="Fold">Of a time that occurs twice, the second.</param>
/// <param name="Change">Names this act; repeating an act repeats its answer.</param>
/// <param name="Seen">The revision that is to be changed; null for a new appointment.</param>
internal sealed record AppointmentBody(
    string? Change,
    long? Seen,
    string? Start,
    bool Fold,
    int DurationMinutes,
    string? Admission,
    byte[]? SealedDetails,
    byte[]? SealedPractitionerCode,
    IReadOnlyList<CodeBody>? Codes)
{
    private const string WallFormat = "yyyy-MM-ddTHH:mm";

    public string? Fault => RegisterBody.FirstFault(
        (!Checks.IsId(Change), "change"),
        (Seen < 1, "seen"),
        (Wall is null, "start"),
        (DurationMinutes is < 5 or > 480, "durationMinutes"),
        (Admission is not ("automatic" or "byPractitioner"), "admission"),
        (SealedDetails is not { Length: > 0 and <= 16 * 1024 }, "sealedDetails"),
        (SealedPractitionerCode is not { Length: > 0 and <= 256 }, "sealedPractitionerCode"),
        (!CodesAreGood, "codes"));

    public DateTime? Wall =>
        DateTime.TryParseExact(Start, WallFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
        ? wall : null;

    private bool CodesAreGood =>
        Codes is { Count: 2 } && Codes.All(c => c is { IsGood: true })
        && Codes[0].Role != Codes[1].Role && Codes[0].Fingerprint != Codes[1].Fingerprint;

    private ImmutableArray<RoomCode> ToCodes() => [.. (Codes ?? []).Select(c => c.ToCode())];

    public PlanAppointment ToCommand(string room, string user, GermanInstant start) =>
        new(room, new Act(Change ?? "", user, Seen ?? 0), ToContent(start), ToCodes());

    private AppointmentContent ToContent(GermanInstant start) => new(
        Wall ?? default,
        start.Twice && Fold,
        start.Instant,
        DurationMinutes,
        Admission is "byPractitioner" ? Grains.Contracts.Rooms.Admission.ByPractitioner
            : Grains.Contracts.Rooms.Admission.Automatic,
        [.. SealedDetails ?? []],
        [.. SealedPractitionerCode ?? []]);

    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : null;

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
    bool Cancelled,
    long Revision,
    string Change)
{
    public static AppointmentView Of(Appointment a) => new(
        a.Room,
        a.Organiser,
        AppointmentBody.Text(a.Content.Start),
        a.Content.Fold,
        a.Content.StartUtc,
        a.Content.DurationMinutes,
        a.Content.Admission is Grains.Contracts.Rooms.Admission.ByPractitioner ? "byPractitioner" : "automatic",
        [.. a.Content.SealedDetails],
        [.. a.Content.SealedPractitionerCode],
        a.Cancelled,
        a.Revision,
        a.Change);
}
