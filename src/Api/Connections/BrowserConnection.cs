using System.Threading.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using RedConnect.Api.Rooms;
using RedConnect.Grains.Contracts.Connections;

namespace RedConnect.Api.Connections;

/// <summary>
/// A grain that tells a connection of its changes, as long as the connection's lease is renewed: a room, or the lobby
/// of a practice.
/// </summary>
internal abstract record Topic(string Key)
{
    public abstract Task<Renewal> Renew(string[] connections, CancellationToken cancellation);
}

/// <summary>
/// One browser's connection: its topic, its rate limit, and the messages on the way to it. Messages are sent in order,
/// one at a time. No sender waits for a slow browser; one that lets too many messages queue up is disconnected.
/// </summary>
internal abstract class BrowserConnection(HubCallerContext context, RoomHubOptions options, TimeProvider time)
    : IDisposable
{
    private const int LongestQueue = 256;

    /// <summary>How long a client has to close a connection itself after it was told why.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private readonly ReplenishingRateLimiter limit = options.Limiter();
    private readonly Queue<Func<Task>> queue = new(0);
    private (long Epoch, long Version) shown;
    private bool sending;

    public string Id { get; } = context.ConnectionId;

    public abstract Topic? Topic { get; }

    /// <summary>The client was told why the connection ends; nothing it sends counts any more.</summary>
    public bool IsClosing { get; private set; }

    /// <exception cref="ViolationException">More messages than the protocol allows.</exception>
    public void Count()
    {
        limit.TryReplenish();
        using var lease = limit.AttemptAcquire();
        if (!lease.IsAcquired)
        {
            throw new ViolationException(ViolationException.TooFast);
        }
    }

    /// <summary>After a renewal: fetches what was lost on the way.</summary>
    public abstract Task CatchUp(Renewal renewal, CancellationToken cancellation);

    /// <summary>Tells the client why its connection ends, and ends it if the client does not. Only the first reason
    /// counts.</summary>
    public void Close(string reason)
    {
        lock (gate)
        {
            if (IsClosing)
            {
                return;
            }

            IsClosing = true;
        }

        Send(() => Tell(new ClosingMessage(reason)));
        _ = AbortLater();
    }

    public void Dispose() => limit.Dispose();

    protected abstract Task Tell(ClosingMessage closing);

    /// <summary>Whether the client lacks the newest snapshot of its topic.</summary>
    protected bool Lacks(Renewal renewal)
    {
        lock (gate)
        {
            return shown != (renewal.Epoch, renewal.Version);
        }
    }

    /// <summary>Whether a snapshot is to be sent: the client has no newer one of the same epoch. Then it counts as
    /// sent.</summary>
    protected bool Advance(long epoch, long version)
    {
        lock (gate)
        {
            if (epoch == shown.Epoch && version <= shown.Version)
            {
                return false;
            }

            shown = (epoch, version);
            return true;
        }
    }

    protected void Send(Func<Task> message)
    {
        lock (gate)
        {
            if (sending)
            {
                Enqueue(message);
                return;
            }

            sending = true;
        }

        _ = SendFrom(message);
    }

    private async Task AbortLater()
    {
        await Task.Delay(CloseTimeout, time, context.ConnectionAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    private void Enqueue(Func<Task> message)
    {
        queue.Enqueue(message);
        if (queue.Count > LongestQueue)
        {
            queue.Clear();
            context.Abort();
        }
    }

    private async Task SendFrom(Func<Task>? message)
    {
        while (message is not null)
        {
            try
            {
                await message().ConfigureAwait(false);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or InvalidOperationException)
            {
                context.Abort();
            }

            lock (gate)
            {
                sending = queue.TryDequeue(out message);
            }
        }
    }
}
