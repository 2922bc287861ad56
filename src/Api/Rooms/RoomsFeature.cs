using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.AspNetCore.SignalR;
using RedConnect.Hosting;

namespace RedConnect.Api.Rooms;

/// <summary>The hub browsers enter rooms through.</summary>
internal static class RoomsFeature
{
    private const long LargestMessage = 64 * 1024;

    public static void AddRooms(this IServiceCollection services)
    {
        services.AddOptions<RoomHubOptions>().BindConfiguration(RoomHubOptions.Section).ValidateDataAnnotations().ValidateOnStart();

        // Asking first whether there is something to read costs a system call for every signal; a buffer costs a line 4 KiB.
        services.Configure<SocketTransportOptions>(sockets => sockets.WaitForDataBeforeAllocatingBuffer = false);
        services.AddSingleton<EdgeMetrics>();
        services.AddSingleton<RoomConnections>();
        services.AddSingleton<KnownRooms>();
        services.AddSingleton<Guesses>();
        services.AddSingleton<CodeDoor>();
        services.AddSingleton<SiloWatch>();
        services.AddSingleton<RoomHubFilter>();
        services.AddSingleton<IHubActivator<RoomHub>, RoomHubActivator>();
        services.AddSingleton<HubLifetimeManager<RoomHub>, OpenLines>();
        services.AddHostedService<Pulse>();
        services.AddHostedService<LeaseRenewal>();
        services.AddHostedService<Farewell>();
        services.AddSignalR()
            .AddMessagePackProtocol()
            .AddHubOptions<RoomHub>(Configure);

        // The filter itself, not its type: SignalR would make one for every message.
        services.AddOptions<HubOptions<RoomHub>>().Configure<RoomHubFilter>((options, filter) => options.AddFilter(filter));
    }

    public static void MapRooms(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<RoomHub>("/hubs/room", options =>
        {
            options.AllowStatefulReconnects = false;
            options.Transports = HttpTransportType.WebSockets | HttpTransportType.LongPolling;
        }).Give(Scarce.Connections).Add(Farewell.TakeNoneWhenStopping);

    /// <summary>Clients of a protocol this server does not speak are told before they connect (docs/protocol.md, section 8).</summary>
    public static void UseProtocolVersion(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (IsHub(context.Request) && context.Request.Query["v"] != "1")
        {
            await Results.Problem("This server speaks version 1 of the room protocol.", statusCode: 400, extensions: new Dictionary<string, object?> { ["code"] = "version" })
                .ExecuteAsync(context);
            return;
        }

        await next(context);
    });

    private static bool IsHub(HttpRequest request) => request.Path.StartsWithSegments("/hubs/room", StringComparison.Ordinal);

    private static void Configure(HubOptions<RoomHub> options)
    {
        // Pulse pings.
        options.KeepAliveInterval = TimeSpan.FromDays(1);
        options.ClientTimeoutInterval = Pulse.Patience;
        options.MaximumReceiveMessageSize = LargestMessage;
        options.MaximumParallelInvocationsPerClient = 1;
    }
}
