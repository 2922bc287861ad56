using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Practices;

/// <summary>Whether a workplace may be used.</summary>
[GenerateSerializer, Alias("redconnect.WorkplaceStatus")]
public enum WorkplaceStatus
{
    /// <summary>Waits for somebody to decide; for a day.</summary>
    Requested,

    /// <summary>Users sign in from it.</summary>
    Approved,

    /// <summary>Was approved. For good: the browser may ask again as another workplace.</summary>
    Blocked,

    /// <summary>Was never approved, and will not be.</summary>
    Rejected,
}

/// <summary>A browser on a device, as it introduces itself.</summary>
/// <param name="Id">32 hexadecimal digits, drawn by the browser.</param>
/// <param name="PublicKey">ECDSA P-256, SubjectPublicKeyInfo.</param>
/// <param name="SealedName">Sealed with the naming key, at most 512 bytes.</param>
[GenerateSerializer, Immutable, Alias("redconnect.NewWorkplace")]
public sealed record NewWorkplace(
    [property: Id(0)] string Id,
    [property: Id(1)] ImmutableArray<byte> PublicKey,
    [property: Id(2)] ImmutableArray<byte> SealedName);

/// <summary>A workplace as the list shows it.</summary>
/// <param name="By">User id of who asked or registered; empty for one that the recovery sheet approved.</param>
/// <param name="Since">When it asked, or was approved without asking.</param>
/// <param name="LastUsed">The UTC day of the last sign-in; null if there was none.</param>
/// <param name="Revision">1 and up, one more with every change of name or status.</param>
[GenerateSerializer, Immutable, Alias("redconnect.WorkplaceView")]
public sealed record WorkplaceView(
    [property: Id(0)] string Id,
    [property: Id(1)] WorkplaceStatus Status,
    [property: Id(2)] ImmutableArray<byte> SealedName,
    [property: Id(3)] string By,
    [property: Id(4)] DateTimeOffset Since,
    [property: Id(5)] DateOnly? LastUsed,
    [property: Id(6)] long Revision);

/// <summary>A decision about a workplace.</summary>
/// <param name="Status">Approved or rejected, of a request; blocked, of an approved one.</param>
/// <param name="Seen">The revision that the person saw.</param>
[GenerateSerializer, Immutable, Alias("redconnect.DecideWorkplace")]
public sealed record DecideWorkplace([property: Id(0)] WorkplaceStatus Status, [property: Id(1)] long Seen);

/// <summary>How an act on a workplace or user ended.</summary>
[GenerateSerializer, Alias("redconnect.ActOutcome")]
public enum ActOutcome
{
    /// <summary>It is as was asked for.</summary>
    Done,

    /// <summary>There is none, or its request is over.</summary>
    Unknown,

    /// <summary>It changed after it was seen.</summary>
    ChangedMeanwhile,

    /// <summary>There are as many as there may be.</summary>
    TooMany,

    /// <summary>The short name or the id is somebody else's.</summary>
    Taken,

    /// <summary>Nobody would be left who manages the practice.</summary>
    LastAdministrator,

    /// <summary>The practitioner key pair must be replaced with it, by the next revision.</summary>
    KeysChanged,

    /// <summary>The proof is not good.</summary>
    WrongProof,
}

/// <summary>The outcome, and the workplace as it is.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.WorkplaceAnswer")]
public sealed record WorkplaceAnswer(
    [property: Id(0)] ActOutcome Outcome, [property: Id(1)] WorkplaceView? View = null);
