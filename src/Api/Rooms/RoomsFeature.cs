using RedConnect.Api.Connections;
using RedConnect.Api.Doors;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Hosting;

namespace RedConnect.Api.Rooms;

/// <summary>The hub through which browsers enter rooms.</summary>
internal static class RoomsFeature
{
    private const string Path = "/hubs/room";
    private const string ProtocolVersion = "2";

    public static void AddRooms(this IServiceCollection services)
    {
        services.AddOptions<RoomHubOptions>().BindConfiguration(RoomHubOptions.Section).ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IRoomObserver, RoomObserver>();
        services.AddSingleton<ObserverReferences<IRoomObserver>>();
        services.AddSingleton<CodeAttempts>();
        services.AddSingleton<RoomDoor>();
        services.AddHub<RoomHub>();
    }

    public static void MapRooms(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<RoomHub>(Path, HubSettings.Transports)
            .AllowAnonymous().Limit(LimitedResource.Connections).Add(ShutdownNotice.RefuseNewConnections);

    /// <summary>Refuses clients of another protocol version before they connect (docs/protocol.md, section
    /// 8).</summary>
    public static void UseProtocolVersion(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase)
            && context.Request.Query["v"] != ProtocolVersion)
        {
            await Results.Problem(
                $"This server speaks version {ProtocolVersion} of the room protocol.",
                statusCode: StatusCodes.Status400BadRequest,
                extensions: new Dictionary<string, object?> { ["code"] = "version" }).ExecuteAsync(context);
            return;
        }

        await next(context);
    });
}
