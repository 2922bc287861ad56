using Microsoft.Extensions.DependencyInjection;

namespace RedConnect.Grains.Calendar;

/// <summary>What calendars need from their silo.</summary>
internal static class CalendarFeature
{
    public static IServiceCollection AddCalendar(this IServiceCollection services)
    {
        services.AddOptions<RetentionOptions>()
            .BindConfiguration(RetentionOptions.Section)
            .Validate(options => options.Days is >= 1 and <= RetentionOptions.Most, "Retention:Days must be 1 to 90.")
            .ValidateOnStart();
        return services.AddSingleton<Retention>().AddSingleton<RoomEndings>().AddSingleton<CalendarMetrics>();
    }
}
