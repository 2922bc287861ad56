using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>
/// Plans and deletes a room together with its codes. Codes are claimed before the room is written and released after
/// its end: whatever a crash leaves behind, the calendar's repetition completes.
/// </summary>
internal sealed class RoomPlanning(LiveRoom room, RoomCodes codes)
{
    public async Task<PlanOutcome> Plan(RoomPlan plan, CancellationToken cancellation)
    {
        var before = room.State;
        if (before?.Accepts(plan) is false)
        {
            return PlanOutcome.RoomTaken;
        }

        var decision = before?.Replan(plan) ?? new Decision(RoomState.Of(plan));
        var isChanged = !ReferenceEquals(decision.Next, before);
        if (isChanged && !await codes.Claim(plan, before, cancellation))
        {
            return PlanOutcome.CodeTaken;
        }

        await room.Apply(decision);
        return PlanOutcome.Planned;
    }

    /// <summary>False when there is no such room of this practice.</summary>
    public async Task<bool> Delete(string practice, CancellationToken cancellation)
    {
        if (room.State is not { } last || last.Plan.Practice != practice)
        {
            return false;
        }

        await codes.Release(last.ClaimedCodes, cancellation);
        await room.Delete();
        return true;
    }
}
