using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RedConnect.Hosting;

/// <summary>
/// Logs of every role and library without secrets. A list says what may be logged (<see cref="ScrubbedEntry"/>,
/// <see cref="ScrubbedException"/>), because libraries log keys of grains, paths, addresses and messages of exceptions,
/// above all when something fails, and the key of a code's grain is its fingerprint.
/// </summary>
public static class LogScrubbing
{
    private const string ExceptionHandler = "Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware";

    /// <summary>Scrubs what any logger of this process writes, to any provider; logs what requests fail by.</summary>
    public static IHostApplicationBuilder AddLogScrubbing(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LoggerFactory>();
        builder.Services.AddSingleton<ILoggerFactory>(
            services => new Factory(services.GetRequiredService<LoggerFactory>()));
        builder.Services.AddExceptionHandler<FaultLog>();

        // FaultLog logs the same with its reference, and not what was the sender's fault.
        builder.Logging.AddFilter(ExceptionHandler, LogLevel.None);
        return builder;
    }

    private sealed class Factory(LoggerFactory inner) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => new Scrubbing(inner.CreateLogger(categoryName));

        public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

        public void Dispose() => inner.Dispose();
    }

    /// <summary>Passes on what the lists allow. Scopes are left out: they hold paths and connection ids.</summary>
    private sealed class Scrubbing(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var (entry, scrubbed) = (ScrubbedEntry.Of(state), ScrubbedException.Of(exception));
                inner.Log(logLevel, eventId, entry, scrubbed, static (entry, _) => entry.ToString());
            }
        }
    }
}
