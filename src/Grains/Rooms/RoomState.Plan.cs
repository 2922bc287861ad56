using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

internal sealed partial record RoomState
{
    /// <summary>A room nobody has entered.</summary>
    public static RoomState Of(RoomPlan plan) => new(plan, false, [], []);

    /// <summary>Null when the plan is to be carried out.</summary>
    public PlanOutcome? Judge(RoomPlan plan) =>
        Plan.Practice != plan.Practice || Cancelled ? PlanOutcome.RoomTaken
        : plan.Revision < Plan.Revision ? PlanOutcome.Planned
        : null;

    /// <summary>The practice changed its mind; seats that are taken stay. Codes it dropped are remembered until they are released.</summary>
    public RoomState Replan(RoomPlan plan) => this with
    {
        Plan = plan,
        Dropped = [.. Dropped.Union(Plan.Codes.Select(code => code.Fingerprint)).Except(plan.Codes.Select(code => code.Fingerprint))],
        Seats = plan.Admission is Admission.Automatic
            ? [.. Seats.Select(s => s.Admitted || !s.Taken ? s : s with { Admitted = true })]
            : Seats,
    };

    /// <summary>Nobody new from now on; a running call goes on.</summary>
    public RoomState Cancel() => Cancelled ? this : this with { Cancelled = true };
}
