using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Calendar;
using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Contracts.Time;

namespace RedConnect.Grains.Calendar;

/// <summary>
/// The appointments of a practice. Each operation is stored as an intent, then carried out in the order room, new day,
/// old day; every call completes an interrupted one first. So list, day and room agree as soon as anybody looks.
/// </summary>
[GrainType("calendar")]
internal sealed partial class CalendarGrain(
    [PersistentState("calendar", GrainsFeature.StorageName)] IPersistentState<StoredCalendar> stored,
    Retention retention,
    RoomEndings endings,
    ILogger<CalendarGrain> log) : Grain, ICalendarGrain, IRemindable
{
    private bool reminderChecked;

    private string Practice => this.GetPrimaryKeyString();

    private StoredCalendar State => stored.State;

    public async Task<CalendarAnswer> Plan(PlanAppointment command, CancellationToken cancellation)
    {
        await CompleteInterrupted();
        var present = await Present(command.Room, cancellation);
        return Conflict.Between(command.Act, present) ?? await Begin(Intent.ToPlan(command, present), cancellation);
    }

    public async Task<CalendarAnswer> Cancel(CancelAppointment command, CancellationToken cancellation)
    {
        await CompleteInterrupted();
        return await Present(command.Room, cancellation) is { } present
            ? Conflict.Between(command.Act, present) ?? await Begin(Intent.ToCancel(command, present), cancellation)
            : new(CalendarOutcome.UnknownAppointment);
    }

    public async Task<ImmutableArray<Appointment>> List(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        await CompleteInterrupted();
        var days = State.Days.Except(retention.Due(State.Days)).Where(day => day >= from && day <= to);
        var entries = await Task.WhenAll(days.Select(day => Day(day).List(cancellation)));
        var rooms = entries.SelectMany(day => day).GroupBy(entry => entry.Room)
            .Select(room => room.OrderByDescending(entry => entry.Revision).ToList()).ToList();
        await Task.WhenAll(rooms.SelectMany(room => room.Skip(1).Select(outdated => Remove(outdated, room[0]))));
        return [.. rooms.Select(room => room[0]).OrderBy(entry => entry.Content.StartUtc)];
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await CompleteInterrupted();
        foreach (var day in retention.Due(State.Days))
        {
            await DeleteDay(day);
        }

        await EndRooms();
        await retention.Remind(this, State);
    }

    /// <summary>The room knows where its entry is: nobody but this calendar plans it.</summary>
    private async Task<Appointment?> Present(string room, CancellationToken cancellation) =>
        await Room(room).Planned(Practice, cancellation) is { } plan
            ? await Day(GermanTime.Day(plan.Start)).Find(room, cancellation)
            : null;

    private async Task<CalendarAnswer> Begin(Intent intent, CancellationToken cancellation)
    {
        if (!await Day(intent.Day).Fits(intent.Entry, cancellation))
        {
            return new(CalendarOutcome.DayFull);
        }

        var next = State.Begin(intent);
        if (next.Days.Min != State.Days.Min || next.NextEnd != State.NextEnd || State.Days.IsEmpty)
        {
            await retention.Remind(this, next);
        }

        await stored.Write(this, next);
        var outcome = await CarryOut(intent);
        return new(outcome, outcome is CalendarOutcome.Done ? intent.Entry : null);
    }

    private async Task CompleteInterrupted()
    {
        if (!reminderChecked)
        {
            await retention.Restore(this, State);
            reminderChecked = true;
        }

        if (State.Intent is { } intent)
        {
            LogCompleting();
            await CarryOut(intent);
        }
    }

    /// <summary>Repeating it is harmless. It goes on when its caller has given up.</summary>
    private async Task<CalendarOutcome> CarryOut(Intent intent)
    {
        var outcome = await ChangeRoom(intent);
        if (outcome is CalendarOutcome.Done)
        {
            await Day(intent.Day).Put(intent.Entry);
            await (intent.Left is { } left ? Day(left).Remove(intent.Entry) : Task.CompletedTask);
        }

        await stored.Write(this, State.Complete());
        TellPages();
        return outcome;
    }

    private async Task<CalendarOutcome> ChangeRoom(Intent intent)
    {
        var (entry, room) = (intent.Entry, Room(intent.Entry.Room));
        if (entry.Cancelled)
        {
            await room.Cancel(Practice);
            return CalendarOutcome.Done;
        }

        var (start, admission) = (entry.Content.StartUtc, entry.Content.Admission);
        var plan = new RoomPlan(Practice, entry.Organiser, start, intent.Passes, admission, Revision: entry.Revision);
        return await room.Plan(plan) switch
        {
            PlanOutcome.Planned => CalendarOutcome.Done,
            PlanOutcome.CodeTaken => CalendarOutcome.CodeTaken,
            _ => CalendarOutcome.RoomTaken,
        };
    }

    private async Task EndRooms()
    {
        var next = await endings.EndRooms(Practice, State, async day => await Day(day).List());
        if (next != State.NextEnd)
        {
            await stored.Write(this, State with { NextEnd = next });
        }
    }

    /// <summary>
    /// Rooms first, then the day, then that it is known: after an interruption the next reminder goes on.
    /// </summary>
    private async Task DeleteDay(DateOnly day)
    {
        var entries = await Day(day).List();
        foreach (var some in entries.Chunk(16))
        {
            await Task.WhenAll(some.Select(entry => DeleteRoom(entry, day)));
        }

        await Day(day).Clear();
        await stored.Write(this, State.Without(day));
        retention.Deleted(day, entries.Length);
        LogDeleted(entries.Length);
        TellPages();
    }

    /// <summary>An outdated entry of a room that moved does not delete it.</summary>
    private async Task DeleteRoom(Appointment entry, DateOnly day)
    {
        if (await Room(entry.Room).Planned(Practice) is { } plan && GermanTime.Day(plan.Start) == day)
        {
            await Room(entry.Room).Delete(Practice);
        }
    }

    /// <summary>
    /// Of two entries of one room the higher revision counts. A call delayed by a failing server can leave the other.
    /// </summary>
    private Task Remove(Appointment outdated, Appointment newest) => Day(outdated.Content.Day).Remove(newest);

    private void TellPages() =>
        GrainFactory.GetGrain<ILobbyGrain>(Practice).Happened(PracticeChange.Appointments).Ignore();

    private IRoomGrain Room(string room) => GrainFactory.GetGrain<IRoomGrain>(room);

    private ICalendarDayGrain Day(DateOnly day) =>
        GrainFactory.GetGrain<ICalendarDayGrain>($"{Practice}-{day:yyyyMMdd}");

    [LoggerMessage(2101, LogLevel.Warning, "An interrupted calendar operation is being completed.")]
    private partial void LogCompleting();

    [LoggerMessage(2102, LogLevel.Information, "A day with {Count} appointments was deleted: their retention is over.")]
    private partial void LogDeleted(int count);
}
