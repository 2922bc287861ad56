using RedConnect.Grains.Contracts.Appointments;
using RedConnect.Grains.Contracts.Codes;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>
/// The room owns its codes: it stores itself and its reminder first, then claims them, so that a crash at any point leaves
/// either a room that a retry completes or one that the reminder removes, never a code without a room to clean it up.
/// </summary>
internal sealed partial class RoomGrain
{
    private const string Retention = "retention";
    private static readonly TimeSpan LongestReminder = TimeSpan.FromDays(40);

    public async Task<PlanOutcome> Plan(RoomPlan plan, CancellationToken cancellation)
    {
        var before = room;
        if (before is not null && (before.Plan.Practice != plan.Practice || before.Cancelled))
        {
            return PlanOutcome.RoomTaken;
        }

        await Become(before is null ? new RoomState(plan, false, []) : before with { Plan = plan });
        await RemindAt(plan.End.AddDays(plan.RetentionDays));
        if (!await ClaimAll(plan, cancellation))
        {
            await Undo(before, plan, cancellation);
            return PlanOutcome.CodeTaken;
        }

        await ReleaseAll(before?.Plan.Codes.Where(old => plan.Codes.All(c => c.Fingerprint != old.Fingerprint)) ?? [], cancellation);
        Tell();
        LogPlanned();
        return PlanOutcome.Planned;
    }

    public async Task<bool> Cancel(string practice, CancellationToken cancellation)
    {
        if (room?.Plan.Practice != practice)
        {
            return false;
        }

        await Change(room.Cancelled ? room : room.Cancel());
        return true;
    }

    public async Task<bool> Delete(string practice, CancellationToken cancellation)
    {
        if (room?.Plan.Practice != practice)
        {
            return false;
        }

        await LeaveNothing(room.Plan, cancellation);
        return true;
    }

    /// <summary>The retention is over, or not yet for a start far ahead: reminders reach 40 days at most.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (room is null)
        {
            await Forget();
        }
        else if (room.Plan.End.AddDays(room.Plan.RetentionDays) is var due && due > Now)
        {
            await RemindAt(due);
        }
        else
        {
            await LeaveNothing(room.Plan, CancellationToken.None);
        }
    }

    private async Task LeaveNothing(RoomPlan plan, CancellationToken cancellation)
    {
        await ReleaseAll(plan.Codes, cancellation);
        await GrainFactory.GetGrain<IAppointmentDayGrain>(AppointmentDays.Key(plan.Practice, plan.Day))
            .Forget(this.GetPrimaryKeyString(), cancellation);
        await stored.Delete(this);
        room = null;
        await Forget();
        LogForgotten();
    }

    private async Task Undo(RoomState? before, RoomPlan plan, CancellationToken cancellation)
    {
        await ReleaseAll(plan.Codes.Where(c => before?.CodeOf(c.Fingerprint) is null), cancellation);
        if (before is not null)
        {
            await Become(before);
            return;
        }

        await stored.Delete(this);
        room = null;
        await Forget();
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

    private async Task ReleaseAll(IEnumerable<RoomCode> codes, CancellationToken cancellation)
    {
        foreach (var code in codes)
        {
            await GrainFactory.GetGrain<IAccessCodeGrain>(code.Fingerprint).Release(this.GetPrimaryKeyString(), cancellation);
        }
    }

    private Task<IGrainReminder> RemindAt(DateTimeOffset due)
    {
        var wait = due - Now;
        var next = wait > LongestReminder ? LongestReminder : wait > TimeSpan.Zero ? wait : TimeSpan.FromMinutes(1);
        return this.RegisterOrUpdateReminder(Retention, next, TimeSpan.FromDays(1));
    }

    private async Task Forget()
    {
        if (await this.GetReminder(Retention) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }
}
