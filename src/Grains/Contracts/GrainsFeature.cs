using Microsoft.Extensions.DependencyInjection;
using RedConnect.Grains.Calendar;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Rooms;
using RedConnect.Grains.Throttling;

namespace RedConnect.Grains.Contracts;

/// <summary>What every silo offers its grains.</summary>
public static class GrainsFeature
{
    /// <summary>Adds it. Needs an <see cref="System.Diagnostics.Metrics.IMeterFactory"/>, as every host has one.</summary>
    public static IServiceCollection AddGrains(this IServiceCollection services) => services
        .AddSingleton<NearObservers>()
        .AddSingleton<AwakeRooms>()
        .AddHostedService(services => services.GetRequiredService<AwakeRooms>())
        .AddSingleton<RoomMetrics>()
        .AddSingleton<ThrottleMetrics>()
        .AddCalendar();
}
