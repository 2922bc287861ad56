using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Rooms;

/// <summary>An access code as the server knows it: a fingerprint, and the room key sealed for those who know the
/// code.</summary>
/// <param name="Fingerprint">Lower-case hexadecimal SHA-256 of the code id, 64 characters; key of the access-code
/// grain.</param>
/// <param name="Role">The side this code opens.</param>
/// <param name="SealedRoomKey">The room key sealed with the code's key, at most 128 bytes.</param>
[GenerateSerializer, Immutable, Alias("redconnect.RoomCode")]
public sealed record RoomCode(
    [property: Id(0)] string Fingerprint,
    [property: Id(1)] Role Role,
    [property: Id(2)] ImmutableArray<byte> SealedRoomKey)
{
    /// <summary>The fingerprint is what a guesser would compare with: it is not printed.</summary>
    public override string ToString() => $"{nameof(RoomCode)} {Role}";
}

/// <summary>Everything about a room that its practice decides.</summary>
/// <param name="Practice">Key of the practice grain.</param>
/// <param name="Organiser">User id of the practitioner who consults, 32 hexadecimal digits.</param>
/// <param name="Start">The codes open the room from here on.</param>
/// <param name="Codes">At least one practitioner code and one patient code.</param>
/// <param name="Admission">Who lets patients in.</param>
/// <param name="Capacity">Seats taken at the same time, 2 to 5.</param>
/// <param name="Revision">1 and up; of two plans the higher one counts.</param>
[GenerateSerializer, Immutable, Alias("redconnect.RoomPlan")]
public sealed record RoomPlan(
    [property: Id(0)] string Practice,
    [property: Id(1)] string Organiser,
    [property: Id(2)] DateTimeOffset Start,
    [property: Id(3)] ImmutableArray<RoomCode> Codes,
    [property: Id(4)] Admission Admission = Admission.Automatic,
    [property: Id(5)] int Capacity = 5,
    [property: Id(6)] long Revision = 1)
{
    /// <summary>How long the codes are valid from the start on.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromHours(24);

    /// <summary>The first instant at which the codes no longer open the room.</summary>
    public DateTimeOffset End => Start + Validity;
}
