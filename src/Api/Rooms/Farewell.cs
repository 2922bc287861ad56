namespace RedConnect.Api.Rooms;

/// <summary>Before this server stops it asks its browsers to connect again, which another server then answers; the same one, if there is no other.</summary>
internal sealed class Farewell(RoomConnections connections, IHostApplicationLifetime lifetime) : IHostedService
{
    /// <summary>docs/protocol.md, section 7.</summary>
    private const string Moving = "moving";

    private CancellationTokenRegistration stopping;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Registered once everything else is: the last to register is the first to hear, and SignalR must not close the lines before this is said.
        lifetime.ApplicationStarted.Register(() => stopping = lifetime.ApplicationStopping.Register(SayMoving));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => stopping.DisposeAsync().AsTask();

    /// <summary>
    /// A server that is about to stop takes no new line. One that is cut off without an answer goes to another server: proxies do that by themselves, and so do browsers.
    /// </summary>
    public static void TakeNoneWhenStopping(EndpointBuilder hub)
    {
        var serve = hub.RequestDelegate ?? throw new ArgumentException("This endpoint serves nothing.", nameof(hub));
        hub.RequestDelegate = context =>
        {
            if (!IsStopping(context) || context.Request.Query.ContainsKey("id"))
            {
                return serve(context);
            }

            context.Abort();
            return Task.CompletedTask;
        };
    }

    private static bool IsStopping(HttpContext context) =>
        context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;

    private void SayMoving()
    {
        foreach (var connection in connections.All)
        {
            connection.Close(Moving);
        }
    }
}
