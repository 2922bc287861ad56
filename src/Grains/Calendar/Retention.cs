using Microsoft.Extensions.Options;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Contracts.Time;

namespace RedConnect.Grains.Calendar;

/// <summary>How long appointments are kept after they are over.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Anlage 31b BMV-Ä allows three months.</summary>
    public const int Most = 90;

    /// <summary>Days after the codes end.</summary>
    public int Days { get; init; } = 30;
}

/// <summary>
/// When a day of a calendar is to be deleted, and the reminder of a practice: one, for the next room that is over or
/// the
/// next day that is deleted.
/// </summary>
internal sealed class Retention(IOptions<RetentionOptions> options, TimeProvider time, CalendarMetrics metrics)
{
    private const string Reminder = "retention";

    /// <summary>Orleans' timers end below 50 days: a reminder for later comes early and sets itself again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    /// <summary>A deletion that failed is tried again after that.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    private static readonly TimeSpan Overdue = TimeSpan.FromDays(1);

    /// <summary>
    /// The whole day at once, counted from its first minute: no appointment of it is kept longer than the limit.
    /// </summary>
    public DateTimeOffset DueOf(DateOnly day) =>
        GermanTime.At(day.ToDateTime(TimeOnly.MinValue)).Instant
        + RoomPlan.Validity + TimeSpan.FromDays(options.Value.Days);

    /// <summary>Those days whose retention is over, whether a reminder came for them or not.</summary>
    public IReadOnlyList<DateOnly> Due(IEnumerable<DateOnly> days)
    {
        var now = time.GetUtcNow();
        return [.. days.Where(day => DueOf(day) <= now)];
    }

    /// <summary>Sets the reminder for what is due first, or ends it when nothing is left.</summary>
    public async Task Remind<TGrain>(TGrain calendar, StoredCalendar state)
        where TGrain : Grain, IRemindable
    {
        if (state.Days.Count > 0)
        {
            var deletion = DueOf(state.Days.Min);
            var due = state.NextEnd < deletion ? state.NextEnd.Value : deletion;
            await calendar.RegisterOrUpdateReminder(Reminder, Limit(due - time.GetUtcNow()), Period);
        }
        else if (await calendar.GetReminder(Reminder) is { } reminder)
        {
            await calendar.UnregisterReminder(reminder);
        }
    }

    /// <summary>Sets a reminder that got lost again.</summary>
    public async Task Restore<TGrain>(TGrain calendar, StoredCalendar state)
        where TGrain : Grain, IRemindable
    {
        if (state.Days.Count > 0 && await calendar.GetReminder(Reminder) is null)
        {
            await Remind(calendar, state);
        }
    }

    /// <summary>Reports a deletion, and whether it was overdue.</summary>
    public void Deleted(DateOnly day, int appointments)
    {
        if (time.GetUtcNow() - DueOf(day) > Overdue)
        {
            metrics.Overdue(appointments);
        }
    }

    private static TimeSpan Limit(TimeSpan wait) =>
        wait > Longest ? Longest : wait < TimeSpan.FromMinutes(1) ? TimeSpan.FromMinutes(1) : wait;
}
