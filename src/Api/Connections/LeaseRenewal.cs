using System.Collections.Concurrent;

namespace RedConnect.Api.Connections;

/// <summary>
/// Renews the leases of all connections. A renewal that fails is retried until it succeeds, so a grain of a dead silo
/// is activated elsewhere as soon as the cluster knows. A renewal also shows which grains do not know a connection (it
/// must enter again) and which snapshots were lost on the way.
/// </summary>
internal sealed partial class LeaseRenewal(
    ConnectionRegistry connections, TimeProvider time, ILogger<LeaseRenewal> log) : BackgroundService
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
                // Not awaited: grains that cannot be reached must not delay the others' leases.
                _ = Renew(topic => all || failed.ContainsKey(topic), stoppingToken);
            }
        }
    }

    private Task Renew(Func<string, bool> which, CancellationToken cancellation)
    {
        var topics = connections.ByTopic();
        foreach (var left in failed.Keys.Except(topics.Select(held => held.Key)))
        {
            failed.TryRemove(left, out _);
        }

        return Parallel.ForEachAsync(
            topics.Where(held => which(held.Key)), Parallelism, async (held, _) => await Renew(held, cancellation));
    }

    private async Task Renew(
        IGrouping<string, (Topic Topic, BrowserConnection Connection)> held, CancellationToken cancellation)
    {
        if (!renewing.TryAdd(held.Key, true))
        {
            return;
        }

        try
        {
            var ids = held.Select(each => each.Connection.Id).ToArray();
            var renewal = await held.First().Topic.Renew(ids, cancellation).WaitAsync(Timeout, time, cancellation);
            failed.TryRemove(held.Key, out _);
            foreach (var (_, connection) in held)
            {
                await connection.CatchUp(renewal, cancellation).WaitAsync(Timeout, time, cancellation);
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

    [LoggerMessage(
        3003, LogLevel.Warning,
        "The leases of a room or lobby could not be renewed ({Reason}); retried until it answers.")]
    private partial void LogUnreachable(Type reason);
}
