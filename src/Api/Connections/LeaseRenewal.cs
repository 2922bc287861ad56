using System.Collections.Concurrent;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Connections;

/// <summary>
/// Renews the leases of all connections. A renewal that fails is retried until it succeeds, so a room of a dead silo is
/// activated elsewhere as soon as the cluster knows. A renewal also shows which rooms do not know a connection (it must
/// enter again) and which snapshots were lost on the way.
/// </summary>
internal sealed partial class LeaseRenewal(
    IGrainFactory grains, ConnectionRegistry connections, TimeProvider time, ILogger<LeaseRenewal> log)
    : BackgroundService
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>A renewal that got lost on its way must not delay the next one.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);
    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = 16 };
    private readonly ConcurrentDictionary<string, bool> renewing = new();
    private readonly ConcurrentDictionary<string, bool> failed = new();
    private readonly RenewalSchedule schedule = new(time);

    /// <summary>A connection to a silo was opened or lost.</summary>
    public void OnGatewaysChanged() => schedule.OnGatewaysChanged();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RetryInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var all = schedule.IsDue();
            if (all || !failed.IsEmpty)
            {
                // Not awaited: rooms that cannot be reached must not delay the others' leases.
                _ = Renew(room => all || failed.ContainsKey(room), stoppingToken);
            }
        }
    }

    private Task Renew(Func<string, bool> which, CancellationToken cancellation)
    {
        var rooms = connections.ByRoom();
        foreach (var left in failed.Keys.Except(rooms.Select(held => held.Key)))
        {
            failed.TryRemove(left, out _);
        }

        return Parallel.ForEachAsync(
            rooms.Where(held => which(held.Key)), Parallelism, async (held, _) => await Renew(held, cancellation));
    }

    private async Task Renew(IGrouping<string, BrowserConnection> held, CancellationToken cancellation)
    {
        if (!renewing.TryAdd(held.Key, true))
        {
            return;
        }

        try
        {
            var room = grains.GetGrain<IRoomGrain>(held.Key);
            var renewal = await room.Renew([.. held.Select(c => c.Id)], connections.ObserverFor(held.Key), cancellation)
                .WaitAsync(Timeout, time, cancellation);
            failed.TryRemove(held.Key, out _);
            foreach (var connection in held)
            {
                await CatchUp(connection, room, renewal, cancellation).WaitAsync(Timeout, time, cancellation);
            }
        }
        catch (Exception unreachable) when (unreachable is not OperationCanceledException)
        {
            if (failed.TryAdd(held.Key, true))
            {
                LogUnreachable(unreachable.GetType());
            }
        }
        finally
        {
            renewing.TryRemove(held.Key, out _);
        }
    }

    private static async Task CatchUp(
        BrowserConnection connection, IRoomGrain room, Renewal renewal, CancellationToken cancellation)
    {
        if (renewal.Unknown.Contains(connection.Id))
        {
            connection.Send(browser => browser.EnterAgain());
        }
        else if (connection.Lacks(renewal) && await room.Snapshot(connection.Id, cancellation) is { } snapshot)
        {
            connection.Show(Rooms.Translation.ToMessage(snapshot));
        }
    }

    [LoggerMessage(
        3003, LogLevel.Warning, "The leases of a room could not be renewed ({Reason}); retried until it answers.")]
    private partial void LogUnreachable(Type reason);
}
