using System.Globalization;

namespace RedConnect.Api.Portal;

/// <summary>German wall time in JSON, <c>2026-11-24T09:30</c>, and days, <c>2026-11-24</c>.</summary>
internal static class WallTime
{
    private const string Format = "yyyy-MM-ddTHH:mm";

    public static DateTime? Parse(string? text) =>
        DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
            ? wall : null;

    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : null;

    public static string Text(DateTime wall) => wall.ToString(Format, CultureInfo.InvariantCulture);
}
