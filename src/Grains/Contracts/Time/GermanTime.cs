namespace RedConnect.Grains.Contracts.Time;

/// <summary>What a German wall time means.</summary>
/// <param name="Instant">The instant; for a time that does not exist, the first one after the gap.</param>
/// <param name="Exists">False inside the hour that the begin of summer time skips.</param>
/// <param name="Twice">True inside the hour that its end repeats.</param>
public readonly record struct GermanInstant(DateTimeOffset Instant, bool Exists, bool Twice);

/// <summary>German wall time (Europe/Berlin, IANA) and instants.</summary>
public static class GermanTime
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>The instant of a wall time.</summary>
    /// <param name="wall">Date and time as a German clock shows it; its kind is ignored.</param>
    /// <param name="second">Of a time that occurs twice, the second occurrence (normal time).</param>
    public static GermanInstant At(DateTime wall, bool second = false)
    {
        wall = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        if (Berlin.IsInvalidTime(wall))
        {
            return new GermanInstant(AfterGap(wall), false, false);
        }

        if (!Berlin.IsAmbiguousTime(wall))
        {
            return new GermanInstant(Utc(wall, Berlin.GetUtcOffset(wall)), true, false);
        }

        var offsets = Berlin.GetAmbiguousTimeOffsets(wall);
        return new GermanInstant(Utc(wall, second ? offsets.Min() : offsets.Max()), true, true);
    }

    /// <summary>What a German clock shows at an instant.</summary>
    public static DateTime Wall(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Berlin).DateTime;

    /// <summary>The German calendar day of an instant.</summary>
    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(Wall(instant));

    private static DateTimeOffset AfterGap(DateTime wall)
    {
        var next = wall.Date.AddMinutes((int)wall.TimeOfDay.TotalMinutes);
        while (Berlin.IsInvalidTime(next))
        {
            next = next.AddMinutes(1);
        }

        return Utc(next, Berlin.GetUtcOffset(next));
    }

    private static DateTimeOffset Utc(DateTime wall, TimeSpan offset) =>
        new DateTimeOffset(wall, offset).ToUniversalTime();
}
