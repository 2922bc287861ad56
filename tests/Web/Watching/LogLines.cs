using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RedConnect.Tests.Web.Watching;

/// <summary>Keeps what is logged, with the exception and the names and values of the entry.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> all = new();

    public IEnumerable<string> All => all.ToArray();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        all.Enqueue($"scope {state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        var values = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
        all.Enqueue($"{formatter(state, exception)} {exception} {exception?.Message} {string.Join(' ', values)}");
    }

    public void Dispose()
    {
        // Nothing is open.
    }
}
