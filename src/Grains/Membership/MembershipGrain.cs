using Orleans.Concurrency;
using RedConnect.Grains.Contracts.Membership;

namespace RedConnect.Grains.Membership;

/// <summary>One in every silo that is asked: a call never leaves the gateway it came in through.</summary>
[GrainType("membership"), StatelessWorker(1)]
internal sealed class MembershipGrain(ISiloStatusOracle silos) : Grain, IMembershipGrain
{
    public Task<IReadOnlyList<SiloAddress>> ActiveSilos(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<SiloAddress>>([.. silos.GetApproximateSiloStatuses(onlyActive: true).Keys]);
}
