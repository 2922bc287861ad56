using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using RedConnect.Api.Rooms;

namespace RedConnect.Api.Connections;

/// <summary>What the hubs have in common: timeouts, transports, protocols, and one filter.</summary>
internal static class HubSettings
{
    /// <summary>Above <see cref="StrictHubProtocol.LargestMessage"/>, so that the client is told; beyond it SignalR
    /// ends the connection.</summary>
    private const long LargestReceivedMessage = 256 * 1024;
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ClientTimeout = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan SocketTimeout = TimeSpan.FromSeconds(4);

    /// <summary>What every hub needs.</summary>
    public static void AddHubs(this IServiceCollection services)
    {
        services.AddSignalR().AddMessagePackProtocol();
        services.AddSingleton<ConnectionRegistry>();
        services.AddSingleton<HubMetrics>();
        services.AddSingleton<HubFilter>();
        services.AddSingleton<LeaseRenewal>();
        services.AddSingleton<GatewayCountChangedHandler>(provider =>
            (_, _) => provider.GetRequiredService<LeaseRenewal>().OnGatewaysChanged());
        services.AddHostedService(provider => provider.GetRequiredService<LeaseRenewal>());
        services.AddSingleton<ShutdownNotice>();
        services.AddHostedService(provider => provider.GetRequiredService<ShutdownNotice>());

        // The last registration of a protocol counts.
        services.AddSingleton<IHubProtocol>(provider =>
            new StrictHubProtocol(
                new JsonHubProtocol(provider.GetRequiredService<IOptions<JsonHubProtocolOptions>>())));
        services.AddSingleton<IHubProtocol>(provider =>
            new StrictHubProtocol(
                new MessagePackHubProtocol(provider.GetRequiredService<IOptions<MessagePackHubProtocolOptions>>())));

        // SignalR's own client timeout begins with the client's first ping; WebSocket pings notice a network that is
        // lost before. They are sent to silent clients only: one that pings is not asked, and costs nothing here.
        // AddSignalR, which each hub calls, switches them off.
        services.PostConfigure<Microsoft.AspNetCore.Builder.WebSocketOptions>(sockets =>
        {
            sockets.KeepAliveInterval = SocketTimeout;
            sockets.KeepAliveTimeout = SocketTimeout;
        });

        // HubFilter logs violations and faults, once.
        services.Configure<LoggerFilterOptions>(log => log
            .AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None));
    }

    /// <summary>Limits of one hub's connections.</summary>
    public static void AddHub<T>(this IServiceCollection services)
        where T : Hub
    {
        services.AddSignalR().AddHubOptions<T>(options =>
        {
            options.KeepAliveInterval = PingInterval;
            options.ClientTimeoutInterval = ClientTimeout;
            options.MaximumReceiveMessageSize = LargestReceivedMessage;
            options.MaximumParallelInvocationsPerClient = 1;
        });

        // One filter for all calls: SignalR would create one for each.
        services.AddOptions<HubOptions<T>>().Configure<HubFilter>((options, filter) => options.AddFilter(filter));
    }

    /// <summary>How browsers may connect.</summary>
    public static void Transports(HttpConnectionDispatcherOptions options)
    {
        options.AllowStatefulReconnects = false;
        options.Transports = HttpTransportType.WebSockets | HttpTransportType.LongPolling;
        options.LongPolling.PollTimeout = ClientTimeout;
    }
}
