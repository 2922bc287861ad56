using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Grains.Practices;

/// <summary>A user at rest.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredUser")]
internal sealed record StoredUser(
    [property: Id(0)] string Id,
    [property: Id(1)] string KeyName,
    [property: Id(2)] Roles Roles,
    [property: Id(3)] ImmutableArray<byte> SealedFullName,
    [property: Id(4)] Verifier Verifier,
    [property: Id(5)] ImmutableArray<byte> WrappedKeyRing,
    [property: Id(6)] bool Active)
{
    public override string ToString() => $"{nameof(StoredUser)} {Roles}";
}

/// <summary>Whether a workplace may be used.</summary>
[GenerateSerializer, Alias("redconnect.WorkplaceStatus")]
internal enum WorkplaceStatus
{
    Requested,
    Approved,
    Blocked,
}

/// <summary>A workplace at rest.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredWorkplace")]
internal sealed record StoredWorkplace(
    [property: Id(0)] string Id,
    [property: Id(1)] ImmutableArray<byte> PublicKey,
    [property: Id(2)] ImmutableArray<byte> SealedName,
    [property: Id(3)] WorkplaceStatus Status,
    [property: Id(4)] DateTimeOffset Since)
{
    public override string ToString() => $"{nameof(StoredWorkplace)} {Status}";
}

/// <summary>A line of the audit list: what happened when, by whom; never about patients.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.AuditEntry")]
internal sealed record AuditEntry(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string What,
    [property: Id(2)] string UserId,
    [property: Id(3)] string Workplace);

/// <summary>A practice at rest; without users there is none.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredPractice")]
internal sealed record StoredPractice
{
    private const int AuditLength = 500;

    [Id(0)]
    public ImmutableArray<StoredUser> Users { get; init; } = [];

    [Id(1)]
    public ImmutableArray<StoredWorkplace> Workplaces { get; init; } = [];

    [Id(2)]
    public ImmutableArray<byte> SheetHash { get; init; } = [];

    [Id(3)]
    public ImmutableArray<byte> SheetKeyRing { get; init; } = [];

    [Id(4)]
    public ImmutableArray<AuditEntry> Audit { get; init; } = [];

    public bool Exists => !Users.IsEmpty;

    public StoredUser? User(string keyName) => Users.FirstOrDefault(u => u.Active && u.KeyName == keyName);

    public StoredWorkplace? Approved(string workplace) =>
        Workplaces.FirstOrDefault(w => w.Id == workplace && w.Status is WorkplaceStatus.Approved);

    public StoredPractice With(AuditEntry entry) =>
        this with { Audit = [.. Audit.Skip(Audit.Length + 1 - AuditLength), entry] };

    public override string ToString() => nameof(StoredPractice);
}
