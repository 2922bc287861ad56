using System.Collections.Concurrent;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Rooms;

/// <summary>
/// Tells every room which connections are still held here: every 5 s, a few rooms at a time so that signals do not wait behind them; all at once as soon as a silo has
/// died; and those that could not be reached again and again. Finds out which rooms have lost track and which snapshots got lost.
/// </summary>
internal sealed partial class LeaseRenewal(
    IGrainFactory grains,
    RoomConnections connections,
    SiloWatch silos,
    TimeProvider time,
    ILogger<LeaseRenewal> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>A call that got lost on its way must not keep the next one waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 16 };

    private readonly ConcurrentDictionary<string, bool> unreached = new();
    private uint turn;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Repeat(Every / Turns.Count, () => RenewNext(stoppingToken), stoppingToken),
        Repeat(LookEvery, () => RenewAfterLoss(stoppingToken), stoppingToken));

    private async Task Repeat(TimeSpan every, Func<Task> work, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(every, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            await work();
        }
    }

    private async Task RenewAfterLoss(CancellationToken cancellation)
    {
        try
        {
            if (await silos.HasLostOne(cancellation).WaitAsync(Patience, time, cancellation))
            {
                LogLoss();
                await Renew(_ => true, cancellation);
            }
            else if (!unreached.IsEmpty)
            {
                var again = unreached.Keys.Where(room => unreached.TryRemove(room, out _)).ToHashSet();
                await Renew(seat => again.Contains(seat.RoomId), cancellation);
            }
        }
        catch (Exception unreachable) when (unreachable is not OperationCanceledException)
        {
            LogUnwatched(unreachable.GetType().Name);
        }
    }

    /// <summary>Nobody waits for it: rooms that cannot be reached must not hold up the others' leases.</summary>
    private Task RenewNext(CancellationToken cancellation)
    {
        var now = turn++ % Turns.Count;
        _ = Renew(seat => seat.Turn == now, cancellation);
        return Task.CompletedTask;
    }

    private Task Renew(Func<HeldSeat, bool> which, CancellationToken cancellation) =>
        Parallel.ForEachAsync(connections.ByRoom(which), AtOnce, async (room, _) => await Renew(room, cancellation));

    private async Task Renew(IGrouping<string, RoomConnection> held, CancellationToken cancellation)
    {
        try
        {
            var room = grains.GetGrain<IRoomGrain>(held.Key);
            var renewal = await room.Renew([.. held.Select(c => c.Id)], connections.EarFor(held.Key), cancellation).WaitAsync(Patience, time, cancellation);
            foreach (var connection in held)
            {
                await CatchUp(connection, room, renewal, cancellation).WaitAsync(Patience, time, cancellation);
            }
        }
        catch (Exception unreachable) when (unreachable is not OperationCanceledException)
        {
            unreached[held.Key] = true;
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

    [LoggerMessage(3005, LogLevel.Information, "A silo has gone; all leases are renewed at once.")]
    private partial void LogLoss();

    [LoggerMessage(3006, LogLevel.Debug, "No silo could be asked who is in the cluster ({Reason}).")]
    private partial void LogUnwatched(string reason);

    [LoggerMessage(3003, LogLevel.Warning, "A room could not be reached to renew its leases ({Reason}); tried again at once.")]
    private partial void LogUnreachable(string reason);
}
