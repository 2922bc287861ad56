using Microsoft.Extensions.DependencyInjection;
using RedConnect.Grains.Calendar;
using RedConnect.Grains.Rooms;
using RedConnect.Grains.Throttling;

namespace RedConnect.Grains;

/// <summary>Services that the grains of a silo need.</summary>
public static class GrainsFeature
{
    /// <summary>The name that a silo registers its grain storage under.</summary>
    public const string StorageName = "redconnect";

    /// <summary>Adds them. Needs an <see cref="System.Diagnostics.Metrics.IMeterFactory"/>, which every host
    /// has.</summary>
    public static IServiceCollection AddGrains(this IServiceCollection services) => services
        .AddSingleton<ActiveRooms>()
        .AddHostedService(provider => provider.GetRequiredService<ActiveRooms>())
        .AddSingleton<RoomMetrics>()
        .AddSingleton<ThrottleMetrics>()
        .AddCalendar();
}
