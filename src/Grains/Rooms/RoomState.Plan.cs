using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

internal sealed partial record RoomState
{
    /// <summary>A room nobody has entered.</summary>
    public static RoomState Of(RoomPlan plan) => new(plan, false, [], [plan.Day]);

    /// <summary>The practice changed its mind; whoever has a seat keeps it. Every day the entry ever stood on is remembered, so
    /// that deleting the room finds it even when moving it was interrupted.</summary>
    public RoomState Replan(RoomPlan plan) => this with
    {
        Plan = plan,
        Days = Days.Contains(plan.Day) ? Days : Days.Add(plan.Day),
        Seats = plan.Admission is Admission.Automatic
            ? [.. Seats.Select(s => s.Admitted || !s.Taken ? s : s with { Admitted = true })]
            : Seats,
    };

    /// <summary>Nobody new from now on; a running call goes on.</summary>
    public RoomState Cancel() => Cancelled ? this : this with { Cancelled = true };
}
