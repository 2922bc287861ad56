using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Practices;

/// <summary>A practitioner private key, sealed to the public key of one user.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.KeyCopy")]
public sealed record KeyCopy([property: Id(0)] string UserId, [property: Id(1)] ImmutableArray<byte> Sealed)
{
    /// <summary>Prints no ciphertext.</summary>
    public override string ToString() => nameof(KeyCopy);
}

/// <summary>A practitioner key pair that replaces the one before for what is planned from now on.</summary>
/// <param name="Revision">2 and up; the first pair is in every key ring.</param>
/// <param name="SealedPublicKey">Sealed with the practice key.</param>
/// <param name="Copies">One for each active practitioner.</param>
/// <param name="SheetCopy">The one for the recovery sheet.</param>
[GenerateSerializer, Immutable, Alias("redconnect.PractitionerKeys")]
public sealed record PractitionerKeys(
    [property: Id(0)] long Revision,
    [property: Id(1)] ImmutableArray<byte> SealedPublicKey,
    [property: Id(2)] ImmutableArray<KeyCopy> Copies,
    [property: Id(3)] ImmutableArray<byte> SheetCopy)
{
    /// <summary>Prints no ciphertext.</summary>
    public override string ToString() => $"{nameof(PractitionerKeys)} {Revision}";
}

/// <summary>What a user may do from now on.</summary>
/// <param name="UserId">Whose access it is.</param>
/// <param name="SealedCard">Names the roles, too.</param>
/// <param name="Seen">The revision that the person saw.</param>
/// <param name="Keys">Whenever another set of users consults than before.</param>
[GenerateSerializer, Immutable, Alias("redconnect.ChangeAccess")]
public sealed record ChangeAccess(
    [property: Id(0)] string UserId,
    [property: Id(1)] Roles Roles,
    [property: Id(2)] bool IsActive,
    [property: Id(3)] ImmutableArray<byte> SealedCard,
    [property: Id(4)] long Seen,
    [property: Id(5)] PractitionerKeys? Keys)
{
    /// <summary>Prints no ciphertext.</summary>
    public override string ToString() => nameof(ChangeAccess);
}
