using System.Collections.Immutable;

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

    public StoredCalendar Begin(Intent intent) => this with { Intent = intent, Days = Days.Add(intent.Day) };

    public StoredCalendar Complete() => this with { Intent = null };

    public StoredCalendar Without(DateOnly day) => this with { Days = Days.Remove(day) };
}
