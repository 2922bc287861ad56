using Microsoft.Data.Sqlite;

namespace RedConnect.Silo.Sqlite;

/// <summary>
/// Purges the store at the start, after a crash for instance, and then all the time: within a minute nothing deleted is
/// in its files any more.
/// </summary>
internal sealed partial class StorePurge(SqliteStore store, TimeProvider time, ILogger<StorePurge> log)
    : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            Purge();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Purge()
    {
        try
        {
            store.Purge();
        }
        catch (Exception failure) when (failure is IOException or SqliteException)
        {
            LogFailed(failure);
        }
    }

    [LoggerMessage(
        5001, LogLevel.Warning, "Deleted records are still in the store's files; purging is tried again in a minute.")]
    private partial void LogFailed(Exception failure);
}
