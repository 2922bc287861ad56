using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Grains.Practices;

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
internal sealed record StoredWorkplace
{
    [Id(0)]
    public ImmutableArray<byte> PublicKey { get; init; } = [];

    [Id(1)]
    public ImmutableArray<byte> SealedName { get; init; } = [];

    [Id(2)]
    public WorkplaceStatus Status { get; init; }

    [Id(3)]
    public DateTimeOffset Since { get; init; }

    public override string ToString() => $"{nameof(StoredWorkplace)} {Status}";
}

/// <summary>A workplace of a practice.</summary>
[GrainType("workplace")]
internal sealed class WorkplaceGrain(
    [PersistentState("workplace", GrainsFeature.StorageName)] IPersistentState<StoredWorkplace> stored,
    TimeProvider time) : Grain, IWorkplaceGrain
{
    private bool IsApproved => stored.State.Status is WorkplaceStatus.Approved;

    public async Task<bool> Approve(NewWorkplace workplace, CancellationToken cancellation)
    {
        if (stored.RecordExists)
        {
            return IsApproved && stored.State.PublicKey.SequenceEqual(workplace.PublicKey);
        }

        await stored.Write(this, new StoredWorkplace
        {
            PublicKey = workplace.PublicKey,
            SealedName = workplace.SealedName,
            Status = WorkplaceStatus.Approved,
            Since = time.GetUtcNow(),
        });
        return true;
    }

    public Task<ImmutableArray<byte>> Key(CancellationToken cancellation)
    {
        stored.ForgetUnlessStored(this);
        return Task.FromResult(IsApproved ? stored.State.PublicKey : []);
    }

    public async Task<bool> Name(ImmutableArray<byte> sealedName, CancellationToken cancellation)
    {
        stored.ForgetUnlessStored(this);
        if (!IsApproved)
        {
            return false;
        }

        await stored.Write(this, stored.State with { SealedName = sealedName });
        return true;
    }
}
