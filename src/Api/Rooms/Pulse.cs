namespace RedConnect.Api.Rooms;

/// <summary>Pings every line every 2 s (docs/protocol.md, section 2), so that both ends know within seconds when it is broken.</summary>
internal sealed class Pulse(RoomLines lines, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every / RoomLines.Groups, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            lines.PingNext();
        }
    }
}
