using RedConnect.Grains.Contracts.Codes;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>
/// The room owns its codes. It claims them before it is written and releases dropped ones afterwards; the calendar repeats a plan that was
/// interrupted, so that no code stays claimed without a room.
/// </summary>
internal sealed partial class RoomGrain
{
    public async Task<PlanOutcome> Plan(RoomPlan plan, CancellationToken cancellation)
    {
        if (room?.Judge(plan) is { } outcome)
        {
            return outcome;
        }

        if (!await ClaimAll(plan, cancellation))
        {
            await ReleaseAll(plan.Codes.Select(code => code.Fingerprint).Where(code => room?.CodeOf(code) is null), cancellation);
            return PlanOutcome.CodeTaken;
        }

        await Become(room is null ? RoomState.Of(plan) : room.Replan(plan));
        await ReleaseDropped(cancellation);
        Tell();
        LogPlanned();
        return PlanOutcome.Planned;
    }

    public Task<RoomPlan?> Planned(string practice, CancellationToken cancellation) =>
        Task.FromResult(room?.Plan.Practice == practice ? room.Plan : null);

    public async Task<bool> Cancel(string practice, CancellationToken cancellation)
    {
        if (room?.Plan.Practice != practice)
        {
            return false;
        }

        await Change(room.Cancel());
        return true;
    }

    public async Task Delete(string practice, CancellationToken cancellation)
    {
        if (room is null || room.Plan.Practice != practice)
        {
            return;
        }

        await ReleaseAll(room.Plan.Codes.Select(code => code.Fingerprint).Concat(room.Dropped), cancellation);
        await stored.Delete(this);
        room = null;
        LogForgotten();
    }

    private async Task ReleaseDropped(CancellationToken cancellation)
    {
        if (room is { Dropped.IsEmpty: false })
        {
            await ReleaseAll(room.Dropped, cancellation);
            await Become(room with { Dropped = [] });
        }
    }

    private async Task<bool> ClaimAll(RoomPlan plan, CancellationToken cancellation)
    {
        foreach (var code in plan.Codes)
        {
            if (!await GrainFactory.GetGrain<IAccessCodeGrain>(code.Fingerprint).Claim(this.GetPrimaryKeyString(), cancellation))
            {
                return false;
            }
        }

        return true;
    }

    private async Task ReleaseAll(IEnumerable<string> fingerprints, CancellationToken cancellation)
    {
        foreach (var fingerprint in fingerprints)
        {
            await GrainFactory.GetGrain<IAccessCodeGrain>(fingerprint).Release(this.GetPrimaryKeyString(), cancellation);
        }
    }
}
