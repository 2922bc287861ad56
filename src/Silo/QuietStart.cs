namespace RedConnect.Silo;

/// <summary>
/// Orleans' watchdog starts two threads, and the first to run may find the other's clock not yet set: it then warns (100150) that nothing was checked since the
/// machine booted. That is not ours and means nothing, so the watchdog is heard only once everything has started; what it says then is believed.
/// </summary>
internal sealed class QuietStart : IHostedLifecycleService
{
    private volatile bool started;

    public static void AddTo(IHostApplicationBuilder builder)
    {
        var quiet = new QuietStart();
        builder.Services.AddSingleton<IHostedService>(quiet);
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", level => quiet.started && level >= LogLevel.Warning);
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        started = true;
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
