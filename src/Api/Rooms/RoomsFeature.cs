using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using RedConnect.Api.Connections;
using RedConnect.Api.Doors;
using RedConnect.Hosting;

namespace RedConnect.Api.Rooms;

/// <summary>The hub through which browsers enter rooms.</summary>
internal static class RoomsFeature
{
    private const string Path = "/hubs/room";
    private const string ProtocolVersion = "2";

    /// <summary>Above <see cref="StrictHubProtocol.LargestMessage"/>, so that the client is told; beyond it SignalR
    /// ends the connection.</summary>
    private const long LargestReceivedMessage = 256 * 1024;
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan SocketTimeout = TimeSpan.FromSeconds(4);

    public static void AddRooms(this IServiceCollection services)
    {
        services.AddOptions<RoomHubOptions>().BindConfiguration(RoomHubOptions.Section).ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<RoomHubMetrics>();
        services.AddSingleton<ConnectionRegistry>();
        services.AddSingleton<CodeAttempts>();
        services.AddSingleton<RoomDoor>();
        services.AddSingleton<RoomHubFilter>();
        services.AddSingleton<LeaseRenewal>();
        services.AddSingleton<GatewayCountChangedHandler>(provider =>
            (_, _) => provider.GetRequiredService<LeaseRenewal>().OnGatewaysChanged());
        services.AddHostedService(provider => provider.GetRequiredService<LeaseRenewal>());
        services.AddSingleton<ShutdownNotice>();
        services.AddHostedService(provider => provider.GetRequiredService<ShutdownNotice>());
        services.AddHub();
    }

    public static void MapRooms(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHub<RoomHub>(Path, options =>
        {
            options.AllowStatefulReconnects = false;
            options.Transports = HttpTransportType.WebSockets | HttpTransportType.LongPolling;
            options.LongPolling.PollTimeout = ClientTimeout;
        }).AllowAnonymous().Limit(LimitedResource.Connections).Add(ShutdownNotice.RefuseNewConnections);

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

    private static void AddHub(this IServiceCollection services)
    {
        services.AddSignalR().AddMessagePackProtocol().AddHubOptions<RoomHub>(options =>
        {
            options.KeepAliveInterval = PingInterval;
            options.ClientTimeoutInterval = ClientTimeout;
            options.MaximumReceiveMessageSize = LargestReceivedMessage;
            options.MaximumParallelInvocationsPerClient = 1;
        });

        // One filter for all calls: SignalR would create one for each.
        services.AddOptions<HubOptions<RoomHub>>().Configure<RoomHubFilter>((options, filter) => options
            .AddFilter(filter));

        // The last registration of a protocol counts.
        services.AddSingleton<IHubProtocol>(provider =>
            new StrictHubProtocol(
                new JsonHubProtocol(provider.GetRequiredService<IOptions<JsonHubProtocolOptions>>())));
        services.AddSingleton<IHubProtocol>(provider =>
            new StrictHubProtocol(
                new MessagePackHubProtocol(provider.GetRequiredService<IOptions<MessagePackHubProtocolOptions>>())));

        // SignalR's own client timeout begins with the client's first ping; WebSocket pings notice a network that is
        // lost before. They are sent to silent clients only: one that pings is not asked, and costs nothing here.
        services.Configure<Microsoft.AspNetCore.Builder.WebSocketOptions>(sockets =>
        {
            sockets.KeepAliveInterval = SocketTimeout;
            sockets.KeepAliveTimeout = SocketTimeout;
        });

        // RoomHubFilter logs violations and faults, once.
        services.Configure<LoggerFilterOptions>(log => log
            .AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None));
    }
}
