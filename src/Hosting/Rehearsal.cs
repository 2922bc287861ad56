using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RedConnect.Hosting;

/// <summary>
/// Plays through, once the process has started and before it is ready, what people will ask of it. What is asked for the first time is compiled first and makes its
/// connections first: whoever came back to a server just started waited a second for that. A rehearsal that fails is logged and keeps nobody away (see <see cref="Health"/>).
/// </summary>
public abstract partial class Rehearsal(IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Rehearsal> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether it has been played through, or given up.</summary>
    public bool IsOver => ExecuteTask?.IsCompleted is true;

    /// <summary>Its clock.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>Plays.</summary>
    protected abstract Task Play(CancellationToken cancellation);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var starting = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        var since = Time.GetTimestamp();
        try
        {
            using var patience = new CancellationTokenSource(Patience, Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);
            await Play(either.Token).WaitAsync(either.Token);
            LogOver(Time.GetElapsedTime(since).TotalMilliseconds);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(failure);
        }
    }

    [LoggerMessage(5001, LogLevel.Information, "Rehearsed an appointment in {Milliseconds:0} ms; ready.")]
    private partial void LogOver(double milliseconds);

    [LoggerMessage(5002, LogLevel.Warning, "The rehearsal of an appointment failed. Ready all the same; the first to come wait longer.")]
    private partial void LogFailed(Exception failure);
}

/// <summary>What a process rehearses.</summary>
public static class RehearsalFeature
{
    /// <summary>Adds a rehearsal, which the process is not ready before.</summary>
    public static void AddRehearsal<T>(this IServiceCollection services)
        where T : Rehearsal
    {
        services.AddSingleton<Rehearsal, T>();
        services.AddHostedService(all => all.GetServices<Rehearsal>().OfType<T>().Single());
    }
}
