using System.Threading.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using RedConnect.Api.Rooms;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Connections;

/// <summary>The seat that a connection holds.</summary>
internal sealed record HeldSeat(IRoomGrain Room, string RoomId, string Id, int Instance)
{
    public override string ToString() => $"{nameof(HeldSeat)} #{Instance}";
}

/// <summary>
/// One browser's connection: its seat, its rate limit, and the messages on the way to it. Messages are sent in order,
/// one at a time. No sender waits for a slow browser; one that lets too many messages queue up is disconnected.
/// </summary>
internal sealed class BrowserConnection(
    HubCallerContext context, IRoomClient client, RoomHubOptions options, TimeProvider time)
    : IDisposable
{
    private const int LongestQueue = 256;

    /// <summary>How long a client has to close a connection itself after it was told why.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private readonly ReplenishingRateLimiter limit = options.Limiter();
    private readonly Queue<Func<IRoomClient, Task>> queue = new(0);
    private bool sending;

    public string Id { get; } = context.ConnectionId;

    public HeldSeat? Seat { get; set; }

    /// <summary>The connection's stream of signals, once it was opened.</summary>
    public SignalStream? Signals { get; private set; }

    /// <summary>
    /// Load shedding let this connection in; it is not asked again while what the client asks for exists.
    /// </summary>
    public bool Accepted { get; set; }

    /// <summary>What the client asked for last, a room, code or seat, does not exist.</summary>
    public bool AskedInVain { get; set; }

    /// <summary>A code was evaluated and counted on this connection, and its knock has not come yet.</summary>
    public bool HasEvaluated { get; set; }

    /// <summary>The client was told why the connection ends; nothing it sends counts any more.</summary>
    public bool IsClosing { get; private set; }

    /// <summary>The newest snapshot that was sent.</summary>
    public (long Epoch, long Version) Shown { get; private set; }

    /// <summary>The seat, for a message that needs one.</summary>
    /// <exception cref="ViolationException">The connection holds no seat.</exception>
    public HeldSeat Held => Seat ?? throw new ViolationException(ViolationException.NotEntered);

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

    /// <summary>Whether this is the connection's first stream: only one may be opened.</summary>
    public bool Open(SignalStream signals)
    {
        lock (gate)
        {
            Signals ??= signals;
            return Signals == signals;
        }
    }

    /// <summary>The client has this snapshot from the reply to its entry.</summary>
    public void Entered(RoomSnapshot snapshot)
    {
        lock (gate)
        {
            Advance(snapshot.Epoch, snapshot.Version);
        }
    }

    /// <summary>Whether the client lacks the newest snapshot of its room.</summary>
    public bool Lacks(Renewal renewal)
    {
        lock (gate)
        {
            return Shown != (renewal.Epoch, renewal.Version);
        }
    }

    /// <summary>Sends a snapshot, unless the client has a newer one of the same epoch.</summary>
    public void Show(SnapshotMessage snapshot)
    {
        lock (gate)
        {
            if (!Advance(snapshot.Epoch, snapshot.Version))
            {
                return;
            }
        }

        Send(browser => browser.Changed(snapshot));
    }

    public void Send(Func<IRoomClient, Task> message)
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

        Send(browser => browser.Closing(new ClosingMessage(reason)));
        _ = AbortLater();
    }

    public void Dispose() => limit.Dispose();

    private bool Advance(long epoch, long version)
    {
        if (epoch == Shown.Epoch && version <= Shown.Version)
        {
            return false;
        }

        Shown = (epoch, version);
        return true;
    }

    private async Task AbortLater()
    {
        await Task.Delay(CloseTimeout, time, context.ConnectionAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    private void Enqueue(Func<IRoomClient, Task> message)
    {
        queue.Enqueue(message);
        if (queue.Count > LongestQueue)
        {
            queue.Clear();
            context.Abort();
        }
    }

    private async Task SendFrom(Func<IRoomClient, Task>? message)
    {
        while (message is not null)
        {
            try
            {
                await message(client).ConfigureAwait(false);
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
