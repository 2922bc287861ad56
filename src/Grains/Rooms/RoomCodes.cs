using RedConnect.Grains.Contracts.Codes;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>Claims and releases access codes for one room.</summary>
internal sealed class RoomCodes(IGrainFactory grains, string room)
{
    /// <summary>
    /// Claims every code of a plan that the room has not claimed before. False when another room has one of them: then
    /// those just claimed are released again.
    /// </summary>
    public async Task<bool> Claim(RoomPlan plan, RoomState? before, CancellationToken cancellation)
    {
        var fresh = plan.CodeFingerprints.Except(before?.ClaimedCodes ?? []).ToList();
        foreach (var fingerprint in fresh)
        {
            if (!await CodeOf(fingerprint).Claim(room, cancellation))
            {
                await Release(fresh, cancellation);
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
