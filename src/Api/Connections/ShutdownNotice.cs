namespace RedConnect.Api.Connections;

/// <summary>
/// Before a planned stop: lets load balancers notice that this server is no longer ready, asks every browser to connect
/// again, which another server then answers, and waits until they closed their connections here.
/// </summary>
internal sealed class ShutdownNotice(
    ConnectionRegistry connections, IHostApplicationLifetime lifetime, TimeProvider time) : IHostedService
{
    /// <summary>The reason that browsers are told (docs/protocol.md, section 7).</summary>
    public const string Moving = "moving";

    /// <summary>The web role checks every second (<c>Forwarding</c>).</summary>
    private static readonly TimeSpan NoticedWithin = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private CancellationTokenRegistration stopping;
    private volatile bool begun;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Registered after everything else: the last registration runs first, before SignalR closes the connections.
        lifetime.ApplicationStarted.Register(() => stopping = lifetime.ApplicationStopping.Register(Notify));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => stopping.DisposeAsync().AsTask();

    /// <summary>
    /// Once it has given notice, a server aborts new connections without an answer: proxies and browsers then try
    /// another server.
    /// </summary>
    public static void RefuseNewConnections(EndpointBuilder hub)
    {
        var serve = hub.RequestDelegate ?? throw new ArgumentException("This endpoint has no delegate.", nameof(hub));
        hub.RequestDelegate = context =>
        {
            var notice = context.RequestServices.GetRequiredService<ShutdownNotice>();
            if (!notice.begun || context.Request.Query.ContainsKey("id"))
            {
                return serve(context);
            }

            context.Abort();
            return Task.CompletedTask;
        };
    }

    /// <summary>Blocks, because SignalR closes the connections as soon as this callback returns.</summary>
    private void Notify()
    {
        if (connections.All.Any())
        {
            Task.Delay(NoticedWithin, time).GetAwaiter().GetResult();
        }

        begun = true;
        foreach (var connection in connections.All)
        {
            connection.Close(Moving);
        }

        AllClosed().GetAwaiter().GetResult();
    }

    private async Task AllClosed()
    {
        var since = time.GetTimestamp();
        while (connections.All.Any() && time.GetElapsedTime(since) < Timeout)
        {
            await Task.Delay(Poll, time).ConfigureAwait(false);
        }
    }
}
