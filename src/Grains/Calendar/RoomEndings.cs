using RedConnect.Grains.Contracts.Calendar;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Contracts.Time;

namespace RedConnect.Grains.Calendar;

/// <summary>
/// Has rooms forget their passes when their window ends, also those that nobody has entered for days: an idle room has
/// no timer.
/// </summary>
internal sealed class RoomEndings(IGrainFactory grains, TimeProvider time)
{
    /// <summary>Ends the rooms of a practice whose window is over; rooms that were ended before stay as they
    /// are.</summary>
    /// <param name="practice">Key of the calendar.</param>
    /// <param name="calendar">Its days, and since when rooms may be over.</param>
    /// <param name="list">The entries of a day.</param>
    /// <returns>When the next room is over; null when none is planned.</returns>
    public async Task<DateTimeOffset?> EndRooms(
        string practice, StoredCalendar calendar, Func<DateOnly, Task<IReadOnlyList<Appointment>>> list)
    {
        if (calendar.NextEnd is not { } since || since > time.GetUtcNow())
        {
            return calendar.NextEnd;
        }

        var now = time.GetUtcNow();
        foreach (var day in calendar.Days.Where(day => day >= GermanTime.Day(since - RoomPlan.Validity)))
        {
            var planned = (await list(day)).Where(entry => !entry.Cancelled)
                .ToLookup(entry => entry.Content.End <= now);
            await Task.WhenAll(planned[true].Select(entry => grains.GetGrain<IRoomGrain>(entry.Room).End(practice)));
            if (planned[false].Any())
            {
                return planned[false].Min(entry => entry.Content.End);
            }
        }

        return null;
    }
}
