namespace RedConnect.Api.Rooms;

/// <summary>
/// Pings every line, so that both ends know within seconds when it is broken (docs/protocol.md, section 2). A few lines at a time: SignalR's own heartbeat pings all of
/// them in the same moment, and with thousands of them signals wait behind that.
/// </summary>
internal sealed class Pulse(RoomConnections connections, TimeProvider time) : BackgroundService
{
    /// <summary>How often a line is pinged, by either end.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>How long a line may be silent before it is taken for broken.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>A round pings every line once.</summary>
    public Turns Turns { get; } = new(20);

    /// <summary>Without waiting for a slow line.</summary>
    public void PingNext()
    {
        var due = Turns.Next();
        foreach (var connection in connections.All.Where(connection => due(connection.Id)))
        {
            connection.Ping();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every / Turns.Count, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            PingNext();
        }
    }
}
