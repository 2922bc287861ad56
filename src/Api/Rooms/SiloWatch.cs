using RedConnect.Grains.Contracts.Membership;

namespace RedConnect.Api.Rooms;

/// <summary>Notices that a silo has died, whose rooms then wake elsewhere and know nobody.</summary>
internal sealed class SiloWatch(IGrainFactory grains)
{
    private IReadOnlyList<SiloAddress> active = [];

    /// <summary>Whether a silo has gone since the last time this was asked.</summary>
    public async Task<bool> HasLostOne(CancellationToken cancellation)
    {
        var before = active;
        active = await grains.GetGrain<IMembershipGrain>(0).ActiveSilos(cancellation);
        return before.Except(active).Any();
    }
}
