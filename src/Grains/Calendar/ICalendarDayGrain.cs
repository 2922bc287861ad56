using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Calendar;

namespace RedConnect.Grains.Calendar;

/// <summary>
/// The entries of one practice on one German day. Key: practice and date, for example <c>3f…-20261124</c>. Called by
/// the practice's calendar only.
/// </summary>
[Alias("redconnect.ICalendarDayGrain")]
internal interface ICalendarDayGrain : IGrainWithStringKey
{
    /// <summary>The entry of that room on this day.</summary>
    [Alias("Find")]
    Task<Appointment?> Find(string room, CancellationToken cancellation = default);

    /// <summary>Whether the row that holds the day has space for the entry.</summary>
    [Alias("Fits")]
    Task<bool> Fits(Appointment entry, CancellationToken cancellation = default);

    /// <summary>Writes the entry instead of the room's older one. An outdated entry changes nothing.</summary>
    [Alias("Put")]
    Task Put(Appointment entry, CancellationToken cancellation = default);

    /// <summary>
    /// Removes the room's entry if its revision is lower than that of the entry given, which is on another day now.
    /// </summary>
    [Alias("Remove")]
    Task Remove(Appointment moved, CancellationToken cancellation = default);

    /// <summary>Every entry, in no order.</summary>
    [Alias("List")]
    Task<ImmutableArray<Appointment>> List(CancellationToken cancellation = default);

    /// <summary>Deletes the day.</summary>
    [Alias("Clear")]
    Task Clear(CancellationToken cancellation = default);
}
