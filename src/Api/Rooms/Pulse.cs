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

    private uint turn;

    /// <summary>Without waiting for a slow line.</summary>
    public void PingNext()
    {
        foreach (var connection in connections.Of(turn++ % Turns.Count))
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
