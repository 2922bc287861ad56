using System.Threading.Channels;

namespace RedConnect.Tests.Api;

/// <summary>What a server has sent to a client, in order, to be waited for.</summary>
internal sealed class Inbox
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private readonly Channel<object> received = Channel.CreateUnbounded<object>();

    public void Add(object message) => received.Writer.TryWrite(message);

    /// <summary>Waits for the next message of that kind; messages before it are skipped.</summary>
    public async Task<T> Next<T>(Func<T, bool>? like = null)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        await foreach (var something in received.Reader.ReadAllAsync(timeout.Token))
        {
            if (something is T wanted && like?.Invoke(wanted) is not false)
            {
                return wanted;
            }
        }

        throw new InvalidOperationException("The connection was closed.");
    }
}
