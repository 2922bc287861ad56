using System.Threading.Channels;

namespace RedConnect.Tests.Grains;

/// <summary>Records what an observer is told, in order, to be waited for.</summary>
internal abstract class Recorder
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private readonly Channel<object> events = Channel.CreateUnbounded<object>();

    /// <summary>Waits for the next event of that kind; events before it are skipped.</summary>
    public async Task<T> Next<T>(Func<T, bool>? like = null)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        await foreach (var something in events.Reader.ReadAllAsync(timeout.Token))
        {
            if (something is T wanted && like?.Invoke(wanted) is not false)
            {
                return wanted;
            }
        }

        throw new InvalidOperationException("The observer was closed.");
    }

    protected Task Record(object something)
    {
        events.Writer.TryWrite(something);
        return Task.CompletedTask;
    }
}
