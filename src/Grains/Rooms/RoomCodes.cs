using RedConnect.Grains.Contracts.Codes;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>Claims and releases access codes for one room.</summary>
internal sealed class RoomCodes(IGrainFactory grains, string room)
{
    /// <summary>
    /// Claims every code of a plan. False when another room has one of them: then those that were not the room's before
    /// are released again.
    /// </summary>
    public async Task<bool> Claim(RoomPlan plan, RoomPlan? before, CancellationToken cancellation)
    {
        foreach (var code in plan.Codes)
        {
            if (!await CodeOf(code.Fingerprint).Claim(room, cancellation))
            {
                var known = before?.Codes.Select(c => c.Fingerprint) ?? [];
                await Release(plan.Codes.Select(c => c.Fingerprint).Except(known), cancellation);
                return false;
            }
        }

        return true;
    }

    /// <summary>Codes of other rooms stay as they are.</summary>
    public async Task Release(IEnumerable<string> fingerprints, CancellationToken cancellation)
    {
        foreach (var fingerprint in fingerprints)
        {
            await CodeOf(fingerprint).Release(room, cancellation);
        }
    }

    private IAccessCodeGrain CodeOf(string fingerprint) => grains.GetGrain<IAccessCodeGrain>(fingerprint);
}
