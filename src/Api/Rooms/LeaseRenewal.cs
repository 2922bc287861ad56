using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Rooms;

/// <summary>Tells every room, every 5 s, which connections are still held here; finds out which rooms have lost track and which snapshots got lost.</summary>
internal sealed partial class LeaseRenewal(IGrainFactory grains, RoomConnections connections, TimeProvider time, ILogger<LeaseRenewal> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 16 };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Parallel.ForEachAsync(connections.ByRoom(), AtOnce, async (room, _) => await Renew(room, stoppingToken));
        }
    }

    private async Task Renew(IGrouping<string, RoomConnection> held, CancellationToken cancellation)
    {
        try
        {
            var room = grains.GetGrain<IRoomGrain>(held.Key);
            var renewal = await room.Renew([.. held.Select(c => c.Id)], connections.EarFor(held.Key), cancellation);
            foreach (var connection in held)
            {
                await CatchUp(connection, room, renewal, cancellation);
            }
        }
        catch (Exception unreachable) when (unreachable is not OperationCanceledException)
        {
            LogUnreachable(unreachable.GetType().Name);
        }
    }

    private static async Task CatchUp(RoomConnection connection, IRoomGrain room, Renewal renewal, CancellationToken cancellation)
    {
        if (renewal.Strangers.Contains(connection.Id))
        {
            connection.Tell(browser => browser.Resume());
        }
        else if (connection.Shown != (renewal.Epoch, renewal.Version)
            && await room.Snapshot(connection.Id, cancellation) is { } snapshot)
        {
            connection.Show(snapshot.ToMessage());
        }
    }

    [LoggerMessage(3003, LogLevel.Warning, "A room could not be reached to renew its leases ({Reason}); tried again in 5 s.")]
    private partial void LogUnreachable(string reason);
}
