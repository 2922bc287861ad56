using System.ComponentModel.DataAnnotations;
using RedConnect.Grains.Contracts.Calendar;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Contracts.Time;

namespace RedConnect.Api.Portal;

/// <summary>One of an appointment's links and codes.</summary>
public sealed record PassBody(
    PassKind Kind,
    [AllowedValues(Role.Practitioner, Role.Patient)] Role Role,
    [Fingerprint] string Fingerprint,
    [Length(1, 128)] byte[] SealedRoomKey)
{
    public override string ToString() => $"{nameof(PassBody)} {Kind} {Role}";

    public RoomPass ToPass() => new(Fingerprint, Role, [.. SealedRoomKey], Kind);
}

/// <summary>An appointment to plan or change.</summary>
/// <param name="Change">Names this act; repeating an act repeats its answer.</param>
/// <param name="Seen">The revision that is to be changed; null for a new appointment.</param>
/// <param name="Fold">Of a time that occurs twice, the second.</param>
/// <param name="Passes">A link and a code for each side, in any order.</param>
public sealed record AppointmentBody(
    [Id] string Change,
    [WallTime] string Start,
    [Range(5, 480)] int DurationMinutes,
    Admission Admission,
    [Length(1, 16 * 1024)] byte[] SealedDetails,
    [Length(1, 256)] byte[] SealedPractitionerPasses,
    [Length(4, 4)] IReadOnlyList<PassBody> Passes,
    [Range(1, long.MaxValue)] long? Seen = null,
    bool Fold = false) : IValidatableObject
{
    private const int PassesOfOne = 4;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // The reader of JSON lets null into a list, whatever its type says.
        var given = Passes.OfType<PassBody>().ToList();
        if (given.DistinctBy(pass => (pass.Kind, pass.Role)).Count() < PassesOfOne
            || given.DistinctBy(pass => pass.Fingerprint).Count() < PassesOfOne)
        {
            yield return new("A link and a code for each side.", [nameof(Passes)]);
        }
    }

    public PlanAppointment ToCommand(string room, string user, DateTime wall, GermanInstant start) =>
        new(room, new Act(Change, user, Seen ?? 0), ToContent(wall, start), [.. Passes.Select(pass => pass.ToPass())]);

    private AppointmentContent ToContent(DateTime wall, GermanInstant start) => new(
        wall,
        start.Twice && Fold,
        start.Instant,
        DurationMinutes,
        Admission,
        [.. SealedDetails],
        [.. SealedPractitionerPasses]);
}

/// <summary>An appointment as the list shows it.</summary>
internal sealed record AppointmentView(
    string Id,
    string Organiser,
    string Start,
    bool Fold,
    DateTimeOffset StartUtc,
    int DurationMinutes,
    Admission Admission,
    byte[] SealedDetails,
    byte[] SealedPractitionerPasses,
    bool Cancelled,
    long Revision,
    string Change)
{
    public static AppointmentView Of(Appointment a) => new(
        a.Room,
        a.Organiser,
        WallTime.Text(a.Content.Start),
        a.Content.Fold,
        a.Content.StartUtc,
        a.Content.DurationMinutes,
        a.Content.Admission,
        [.. a.Content.SealedDetails],
        [.. a.Content.SealedPractitionerPasses],
        a.Cancelled,
        a.Revision,
        a.Change);
}
