using RedConnect.Grains.Contracts.Appointments;
using RedConnect.Grains.Contracts.Codes;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>
/// The room owns its codes: first its reminder, then itself, then they, so that a crash at any point leaves either a room that a
/// retry completes or one that the reminder removes, never a room that nothing wakes or a code without a room.
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

        await RemindBy(Earlier(plan, before?.Plan));
        await Become(before is null ? RoomState.Of(plan) : before.Replan(plan));
        if (!await ClaimAll(plan, cancellation))
        {
            await Undo(before, plan, cancellation);
            return PlanOutcome.CodeTaken;
        }

        await ReleaseAll(Dropped(before, plan), cancellation);
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

        await Change(room.Cancel());
        return true;
    }

    public async Task<bool> Delete(string practice, CancellationToken cancellation)
    {
        if (room?.Plan.Practice != practice)
        {
            return false;
        }

        await LeaveNothing(room, cancellation);
        return true;
    }

    /// <summary>The retention is over, or not yet for a start far ahead: reminders reach 40 days at most.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (room is null)
        {
            await Forget();
        }
        else if (DueOf(room.Plan) > Now)
        {
            await RemindBy(DueOf(room.Plan));
        }
        else
        {
            await LeaveNothing(room, CancellationToken.None);
        }
    }

    private async Task LeaveNothing(RoomState last, CancellationToken cancellation)
    {
        await ReleaseAll(last.Plan.Codes, cancellation);
        foreach (var day in last.Days)
        {
            await GrainFactory.GetGrain<IAppointmentDayGrain>(AppointmentDays.Key(last.Plan.Practice, day))
                .Forget(this.GetPrimaryKeyString(), cancellation);
        }

        await stored.Delete(this);
        room = null;
        await Forget();
        LogForgotten();
    }

    private async Task Undo(RoomState? before, RoomPlan plan, CancellationToken cancellation)
    {
        await ReleaseAll(before is null ? plan.Codes : plan.Codes.Where(code => before.CodeOf(code.Fingerprint) is null), cancellation);
        if (before is not null)
        {
            await Become(before);
            return;
        }

        await stored.Delete(this);
        room = null;
        await Forget();
    }

    private static IEnumerable<RoomCode> Dropped(RoomState? before, RoomPlan plan) =>
        before is null ? [] : before.Plan.Codes.Where(old => plan.Codes.All(code => code.Fingerprint != old.Fingerprint));

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

    private static DateTimeOffset DueOf(RoomPlan plan) => plan.End.AddDays(plan.RetentionDays);

    /// <summary>A reminder that comes too early corrects itself, one that comes too late does not.</summary>
    private static DateTimeOffset Earlier(RoomPlan plan, RoomPlan? before) =>
        before is not null && DueOf(before) < DueOf(plan) ? DueOf(before) : DueOf(plan);

    private Task<IGrainReminder> RemindBy(DateTimeOffset due)
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
