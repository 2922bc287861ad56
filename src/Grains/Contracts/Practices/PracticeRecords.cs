using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Practices;

/// <summary>What a user of a practice may do.</summary>
[GenerateSerializer, Alias("redconnect.Roles")]
[Flags]
public enum Roles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>May consult: holds the practitioner key.</summary>
    Practitioner = 1,

    /// <summary>Organises: may not take a seat in a call.</summary>
    Staff = 2,

    /// <summary>Manages users and workplaces.</summary>
    Administrator = 4,
}

/// <summary>A browser on a device, as it introduces itself.</summary>
/// <param name="Id">32 hexadecimal digits, drawn by the browser.</param>
/// <param name="PublicKey">ECDSA P-256, SubjectPublicKeyInfo.</param>
/// <param name="SealedName">Sealed with the practice key, at most 512 bytes; empty until a recovered workplace is
/// named.</param>
[GenerateSerializer, Immutable, Alias("redconnect.NewWorkplace")]
public sealed record NewWorkplace(
    [property: Id(0)] string Id,
    [property: Id(1)] ImmutableArray<byte> PublicKey,
    [property: Id(2)] ImmutableArray<byte> SealedName);

/// <summary>
/// A practice with its first user and first workplace. Every byte array is a hash, a public key or ciphertext.
/// </summary>
/// <param name="UserKeyName">SHA-256 of the normalised user short name, lower-case hexadecimal.</param>
/// <param name="UserId">32 hexadecimal digits, drawn by the browser.</param>
/// <param name="SealedFullName">At most 512 bytes.</param>
/// <param name="AuthKey">32 bytes derived from the password; only a salted hash of it is kept.</param>
/// <param name="WrappedKeyRing">Sealed with the user's key, at most 1 KiB.</param>
/// <param name="Workplace">Approved at once.</param>
/// <param name="SheetAuth">32 bytes from the recovery sheet; only a hash is kept.</param>
/// <param name="SheetKeyRing">The key ring sealed with the sheet's key, at most 1 KiB.</param>
[GenerateSerializer, Immutable, Alias("redconnect.NewPractice")]
public sealed record NewPractice(
    [property: Id(0)] string UserKeyName,
    [property: Id(1)] string UserId,
    [property: Id(2)] ImmutableArray<byte> SealedFullName,
    [property: Id(3)] ImmutableArray<byte> AuthKey,
    [property: Id(4)] ImmutableArray<byte> WrappedKeyRing,
    [property: Id(5)] NewWorkplace Workplace,
    [property: Id(6)] ImmutableArray<byte> SheetAuth,
    [property: Id(7)] ImmutableArray<byte> SheetKeyRing)
{
    /// <summary>Holds key material: prints nothing of it.</summary>
    public override string ToString() => nameof(NewPractice);
}

/// <summary>A user with the key that their password gives.</summary>
/// <param name="Id">32 hexadecimal digits, drawn by the browser.</param>
/// <param name="Roles">What they may do.</param>
/// <param name="SealedFullName">At most 512 bytes.</param>
/// <param name="AuthKey">32 bytes derived from the password; only a salted hash of it is kept.</param>
/// <param name="WrappedKeyRing">Sealed with the user's key, at most 1 KiB.</param>
[GenerateSerializer, Immutable, Alias("redconnect.NewUser")]
public sealed record NewUser(
    [property: Id(0)] string Id,
    [property: Id(1)] Roles Roles,
    [property: Id(2)] ImmutableArray<byte> SealedFullName,
    [property: Id(3)] ImmutableArray<byte> AuthKey,
    [property: Id(4)] ImmutableArray<byte> WrappedKeyRing)
{
    /// <summary>Holds key material: prints nothing of it.</summary>
    public override string ToString() => nameof(NewUser);
}

/// <summary>A user, and their key ring as only they can open it.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.UserView")]
public sealed record UserView(
    [property: Id(0)] string Id,
    [property: Id(1)] Roles Roles,
    [property: Id(2)] ImmutableArray<byte> SealedFullName,
    [property: Id(3)] ImmutableArray<byte> WrappedKeyRing)
{
    /// <summary>Holds ciphertext only, and prints none of it.</summary>
    public override string ToString() => $"{nameof(UserView)} {Roles}";
}
