using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Calendar;

namespace RedConnect.Grains.Calendar;

/// <summary>A practice's calendar at rest.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredCalendar")]
internal sealed record StoredCalendar
{
    /// <summary>Every day that was ever planned on, until its retention ends. A day may have become empty.</summary>
    [Id(0)]
    public ImmutableSortedSet<DateOnly> Days { get; init; } = [];

    /// <summary>The operation that was begun and not completed.</summary>
    [Id(1)]
    public Intent? Intent { get; init; }

    /// <summary>No room that is planned is over earlier, except those that have been ended.</summary>
    [Id(2)]
    public DateTimeOffset? NextEnd { get; init; }

    public StoredCalendar Begin(Intent intent) =>
        this with { Intent = intent, Days = Days.Add(intent.Day), NextEnd = Earlier(NextEnd, intent.Entry) };

    public StoredCalendar Complete() => this with { Intent = null };

    public StoredCalendar Without(DateOnly day) => this with { Days = Days.Remove(day) };

    private static DateTimeOffset? Earlier(DateTimeOffset? known, Appointment entry) =>
        entry.Cancelled || known <= entry.Content.End ? known : entry.Content.End;
}
