using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Grains.Practices;

/// <summary>A workplace in the list.</summary>
/// <param name="By">Who asked.</param>
/// <param name="Until">When the request is over; null once it was approved.</param>
[GenerateSerializer, Immutable, Alias("redconnect.ListedWorkplace")]
internal sealed record ListedWorkplace(
    [property: Id(0)] string Id, [property: Id(1)] string By, [property: Id(2)] DateTimeOffset? Until)
{
    public override string ToString() => nameof(ListedWorkplace);
}

/// <summary>A list at rest.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredWorkplaceList")]
internal sealed record StoredWorkplaceList
{
    [Id(0)]
    public ImmutableArray<ListedWorkplace> Workplaces { get; init; } = [];

    public override string ToString() => nameof(StoredWorkplaceList);
}

/// <summary>
/// The ids of a practice's workplaces. A workplace is listed before it is stored, so that none is missing; what is
/// listed and not stored is left out and goes with the requests that are over.
/// </summary>
[GrainType("workplace-list")]
internal sealed class WorkplaceListGrain(
    [PersistentState("workplace-list", GrainsFeature.StorageName)] IPersistentState<StoredWorkplaceList> stored,
    TimeProvider time) : Grain, IWorkplaceListGrain
{
    private const int MostRequestsOfUser = 3;
    private const int Most = 1000;

    private ImmutableArray<ListedWorkplace> Listed => stored.State.Workplaces;

    public async Task<ActOutcome> Request(NewWorkplace workplace, string user, CancellationToken cancellation)
    {
        await Prune(cancellation);
        if (Listed.All(listed => listed.Id != workplace.Id))
        {
            var open = Listed.Count(listed => listed.By == user && listed.Until is not null);
            if (open >= MostRequestsOfUser || Listed.Length >= Most)
            {
                return ActOutcome.TooMany;
            }

            await Note(new(workplace.Id, user, time.GetUtcNow() + WorkplaceGrain.RequestValidity));
        }

        return await Workplace(workplace.Id).Add(workplace, WorkplaceStatus.Requested, user, cancellation)
            ? ActOutcome.Done
            : ActOutcome.Taken;
    }

    public async Task<bool> Approve(NewWorkplace workplace, string user, CancellationToken cancellation)
    {
        if (Listed.All(listed => listed.Id != workplace.Id))
        {
            await Note(new(workplace.Id, user, null));
        }

        return await Workplace(workplace.Id).Add(workplace, WorkplaceStatus.Approved, user, cancellation);
    }

    public async Task<ImmutableArray<WorkplaceView>> List(CancellationToken cancellation)
    {
        if (!stored.ForgetUnlessStored(this))
        {
            return [];
        }

        await Prune(cancellation);
        var found = await Task.WhenAll(Listed.Select(listed => Workplace(listed.Id).Find(cancellation)));
        return [.. found.OfType<WorkplaceView>()];
    }

    /// <summary>
    /// Requests that are over go; those that were decided meanwhile count no longer as open. The workplaces know.
    /// </summary>
    private async Task Prune(CancellationToken cancellation)
    {
        var open = Listed.Where(listed => listed.Until is not null).ToList();
        var found = await Task.WhenAll(open.Select(listed => Workplace(listed.Id).Find(cancellation)));
        var decided = found.OfType<WorkplaceView>()
            .Where(view => view.Status is WorkplaceStatus.Approved or WorkplaceStatus.Blocked)
            .Select(view => view.Id).ToHashSet();
        var over = open.Where(listed => listed.Until <= time.GetUtcNow() && !decided.Contains(listed.Id)).ToList();
        await Task.WhenAll(over.Select(listed => Workplace(listed.Id).Forget(cancellation)));
        if (over.Count > 0 || decided.Count > 0)
        {
            await stored.Write(this, new StoredWorkplaceList
            {
                Workplaces = [.. Listed.Except(over).Select(l => decided.Contains(l.Id) ? l with { Until = null } : l)],
            });
        }
    }

    private Task Note(ListedWorkplace workplace) =>
        stored.Write(this, new StoredWorkplaceList { Workplaces = [.. Listed, workplace] });

    private IWorkplaceGrain Workplace(string id) =>
        GrainFactory.GetGrain<IWorkplaceGrain>($"{this.GetPrimaryKeyString()}-{id}");
}
