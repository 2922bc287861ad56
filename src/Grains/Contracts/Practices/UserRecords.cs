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

/// <summary>What a password proves and opens.</summary>
/// <param name="AuthKey">32 bytes derived from the password; only a salted hash of it is kept.</param>
/// <param name="WrappedKeyRing">Sealed with the user's key, at most 8 KiB.</param>
/// <param name="SealedNamingKey">The key of workplaces' names, sealed with the user's key, at most 128 bytes.</param>
[GenerateSerializer, Immutable, Alias("redconnect.Credentials")]
public sealed record Credentials(
    [property: Id(0)] ImmutableArray<byte> AuthKey,
    [property: Id(1)] ImmutableArray<byte> WrappedKeyRing,
    [property: Id(2)] ImmutableArray<byte> SealedNamingKey)
{
    /// <summary>Holds key material: prints nothing of it.</summary>
    public override string ToString() => nameof(Credentials);
}

/// <summary>A user with what their password gives.</summary>
/// <param name="KeyName">SHA-256 of the normalised short name, lower-case hexadecimal.</param>
/// <param name="Id">32 hexadecimal digits, drawn by the browser.</param>
/// <param name="Roles">What they may do.</param>
/// <param name="SealedFullName">Sealed with the practice key, at most 512 bytes.</param>
/// <param name="SealedCard">Short name, roles and public key, sealed with the practice key, at most 1 KiB.</param>
/// <param name="Credentials">Of the first password.</param>
[GenerateSerializer, Immutable, Alias("redconnect.NewUser")]
public sealed record NewUser(
    [property: Id(0)] string KeyName,
    [property: Id(1)] string Id,
    [property: Id(2)] Roles Roles,
    [property: Id(3)] ImmutableArray<byte> SealedFullName,
    [property: Id(4)] ImmutableArray<byte> SealedCard,
    [property: Id(5)] Credentials Credentials)
{
    /// <summary>Holds key material: prints nothing of it.</summary>
    public override string ToString() => nameof(NewUser);
}

/// <summary>A user, and their key ring as only they can open it.</summary>
/// <param name="IsActive">Whether they may sign in.</param>
/// <param name="MustChangePassword">The password is one that an administrator set.</param>
/// <param name="Passwords">How often the password was set or the user deactivated: a session of before has
/// ended.</param>
/// <param name="Revision">1 and up, one more with every change.</param>
[GenerateSerializer, Immutable, Alias("redconnect.UserView")]
public sealed record UserView(
    [property: Id(0)] string Id,
    [property: Id(1)] Roles Roles,
    [property: Id(2)] ImmutableArray<byte> SealedFullName,
    [property: Id(3)] ImmutableArray<byte> SealedCard,
    [property: Id(4)] ImmutableArray<byte> WrappedKeyRing,
    [property: Id(5)] ImmutableArray<byte> SealedNamingKey,
    [property: Id(6)] bool IsActive,
    [property: Id(7)] bool MustChangePassword,
    [property: Id(8)] int Passwords,
    [property: Id(9)] long Revision)
{
    /// <summary>Holds ciphertext only, and prints none of it.</summary>
    public override string ToString() => $"{nameof(UserView)} {Roles}";
}

/// <summary>Another password of a user.</summary>
/// <param name="SealedCard">With the public key of the ring.</param>
/// <param name="IsInitial">Somebody else set it: its user must change it.</param>
/// <param name="KeyRevision">The practitioner key pair that the ring was made with; a later one is refused.</param>
/// <param name="Seen">The revision of the user that the person saw.</param>
[GenerateSerializer, Immutable, Alias("redconnect.NewPassword")]
public sealed record NewPassword(
    [property: Id(0)] Credentials Credentials,
    [property: Id(1)] ImmutableArray<byte> SealedCard,
    [property: Id(2)] bool IsInitial,
    [property: Id(3)] long KeyRevision,
    [property: Id(4)] long Seen)
{
    /// <summary>Holds key material: prints nothing of it.</summary>
    public override string ToString() => nameof(NewPassword);
}

/// <summary>The outcome, and the user as they are.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.UserAnswer")]
public sealed record UserAnswer([property: Id(0)] ActOutcome Outcome, [property: Id(1)] UserView? User = null);
