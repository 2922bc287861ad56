using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Grains.Practices;

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

    [Id(4)]
    public string By { get; init; } = "";

    [Id(5)]
    public DateOnly? LastUsed { get; init; }

    [Id(6)]
    public long Revision { get; init; } = 1;

    public override string ToString() => $"{nameof(StoredWorkplace)} {Status}";
}

/// <summary>A workplace of a practice.</summary>
[GrainType("workplace")]
internal sealed class WorkplaceGrain(
    [PersistentState("workplace", GrainsFeature.StorageName)] IPersistentState<StoredWorkplace> stored,
    TimeProvider time) : Grain, IWorkplaceGrain
{
    /// <summary>A browser that nobody decided about asks again.</summary>
    public static readonly TimeSpan RequestValidity = TimeSpan.FromHours(24);

    private StoredWorkplace State => stored.State;

    private bool IsApproved => State.Status is WorkplaceStatus.Approved;

    private bool IsOver => !stored.RecordExists
        || (State.Status is WorkplaceStatus.Requested or WorkplaceStatus.Rejected
            && time.GetUtcNow() >= State.Since + RequestValidity);

    private WorkplaceView View => new(
        this.GetPrimaryKeyString()[^32..], State.Status, State.SealedName, State.By, State.Since, State.LastUsed,
        State.Revision);

    public async Task<bool> Add(
        NewWorkplace workplace, WorkplaceStatus status, string by, CancellationToken cancellation)
    {
        if (stored.RecordExists)
        {
            return State.Status == status && State.PublicKey.SequenceEqual(workplace.PublicKey);
        }

        await stored.Write(this, new StoredWorkplace
        {
            PublicKey = workplace.PublicKey,
            SealedName = workplace.SealedName,
            Status = status,
            Since = time.GetUtcNow(),
            By = by,
        });
        TellLobby();
        return true;
    }

    public async Task<WorkplaceAnswer> Decide(DecideWorkplace decision, CancellationToken cancellation)
    {
        if (await Find(cancellation) is not { } view)
        {
            return new(ActOutcome.Unknown);
        }

        if (State.Status == decision.Status)
        {
            return new(ActOutcome.Done, view);
        }

        if (State.Revision != decision.Seen || !CanBecome(decision.Status))
        {
            return new(ActOutcome.ChangedMeanwhile, view);
        }

        await stored.Write(this, State with { Status = decision.Status, Revision = State.Revision + 1 });
        TellLobby();
        return new(ActOutcome.Done, View);
    }

    public Task<ImmutableArray<byte>> Key(CancellationToken cancellation)
    {
        stored.ForgetUnlessStored(this);
        return Task.FromResult(IsApproved && stored.RecordExists ? State.PublicKey : []);
    }

    public async Task<bool> Name(ImmutableArray<byte> sealedName, CancellationToken cancellation)
    {
        stored.ForgetUnlessStored(this);
        if (!IsApproved)
        {
            return false;
        }

        await stored.Write(this, State with { SealedName = sealedName, Revision = State.Revision + 1 });
        TellLobby();
        return true;
    }

    public Task<WorkplaceView?> Find(CancellationToken cancellation)
    {
        stored.ForgetUnlessStored(this);
        return Task.FromResult(IsOver ? null : View);
    }

    public Task Use(CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return !IsApproved || State.LastUsed == today
            ? Task.CompletedTask
            : stored.Write(this, State with { LastUsed = today });
    }

    public async Task<bool> Forget(CancellationToken cancellation)
    {
        if (!IsOver)
        {
            return false;
        }

        await stored.Delete(this);
        return true;
    }

    private void TellLobby()
    {
        var practice = this.GetPrimaryKeyString()[..^33];
        GrainFactory.GetGrain<ILobbyGrain>(practice).Happened(PracticeChange.Workplaces).Ignore();
    }

    private bool CanBecome(WorkplaceStatus next) => (State.Status, next) is
        (WorkplaceStatus.Requested, WorkplaceStatus.Approved or WorkplaceStatus.Rejected)
        or (WorkplaceStatus.Approved, WorkplaceStatus.Blocked);
}
