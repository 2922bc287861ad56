using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Rooms;

/// <summary>What a person comes with.</summary>
[GenerateSerializer, Alias("redconnect.PassKind")]
public enum PassKind
{
    /// <summary>Typed: nine digits, which an access-code grain leads to the room.</summary>
    Code,

    /// <summary>Followed: names its room and carries a secret of its own.</summary>
    Link,
}

/// <summary>
/// A link or an access code as the server knows it: a fingerprint, and the room key sealed for those who have the pass.
/// </summary>
/// <param name="Fingerprint">Lower-case hexadecimal SHA-256 of the pass id, 64 characters; of a code it is the key of
/// the access-code grain.</param>
/// <param name="Role">The side this pass opens.</param>
/// <param name="SealedRoomKey">The room key sealed with the pass's key, at most 128 bytes.</param>
/// <param name="Kind">Whether it is typed or followed.</param>
[GenerateSerializer, Immutable, Alias("redconnect.RoomPass")]
public sealed record RoomPass(
    [property: Id(0)] string Fingerprint,
    [property: Id(1)] Role Role,
    [property: Id(2)] ImmutableArray<byte> SealedRoomKey,
    [property: Id(3)] PassKind Kind = PassKind.Code)
{
    /// <summary>The fingerprint is what a guesser would compare with: it is not printed.</summary>
    public override string ToString() => $"{nameof(RoomPass)} {Kind} {Role}";
}

/// <summary>Everything about a room that its practice decides.</summary>
/// <param name="Practice">Key of the practice grain.</param>
/// <param name="Organiser">User id of the practitioner who consults, 32 hexadecimal digits.</param>
/// <param name="Start">The passes open the room from here on.</param>
/// <param name="Passes">One link and one code for each side; none once the room is over.</param>
/// <param name="Admission">Who lets patients in.</param>
/// <param name="Capacity">Seats taken at the same time, 2 to 5.</param>
/// <param name="Revision">1 and up; of two plans the higher one counts.</param>
[GenerateSerializer, Immutable, Alias("redconnect.RoomPlan")]
public sealed record RoomPlan(
    [property: Id(0)] string Practice,
    [property: Id(1)] string Organiser,
    [property: Id(2)] DateTimeOffset Start,
    [property: Id(3)] ImmutableArray<RoomPass> Passes,
    [property: Id(4)] Admission Admission = Admission.Automatic,
    [property: Id(5)] int Capacity = 5,
    [property: Id(6)] long Revision = 1)
{
    /// <summary>How long the passes are valid from the start on.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromHours(24);

    /// <summary>The first instant at which the passes no longer open the room.</summary>
    public DateTimeOffset End => Start + Validity;

    /// <summary>Fingerprints of the access codes among the passes: those that are claimed for the room.</summary>
    public IEnumerable<string> CodeFingerprints =>
        Passes.Where(pass => pass.Kind is PassKind.Code).Select(pass => pass.Fingerprint);

    /// <summary>The practice is the hash of a name that can be guessed: it is not printed.</summary>
    public override string ToString() => $"{nameof(RoomPlan)} revision {Revision}";
}
