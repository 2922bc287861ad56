using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Rooms;

/// <summary>The seat a connection holds.</summary>
internal sealed record HeldSeat(IRoomGrain Room, string RoomId, string Id, int Instance)
{
    /// <summary>When it is the room's turn.</summary>
    public uint Turn { get; } = Turns.Of(RoomId);
}

/// <summary>
/// One browser's connection: its seat, its rate, and what is on the way to it. Messages leave in order, one at a time; nobody waits for
/// a slow browser, and one that lets too many pile up is cut off.
/// </summary>
internal sealed class RoomConnection(HubConnectionContext line, IRoomClient client, MessageRate rate)
{
    private const int MostWaiting = 256;
    private static readonly SerializedHubMessage Alive = new(PingMessage.Instance);
    private readonly Lock gate = new();
    private readonly Queue<Func<IRoomClient, Task>> waiting = new(0);
    private bool sending;
    private Task pinged = Task.CompletedTask;

    public string Id => line.ConnectionId;

    public HeldSeat? Seat { get; set; }

    /// <summary>What this browser says to the others, once it has begun to.</summary>
    public SignalStream? Signals { get; private set; }

    /// <summary>Somebody was taken on this connection and needs no place for it again.</summary>
    public bool Admitted { get; set; }

    /// <summary>The newest snapshot this browser was sent.</summary>
    public (long Epoch, long Version) Shown { get; set; }

    /// <summary>The seat, for a message that needs one.</summary>
    /// <exception cref="ViolationException">Nobody entered on this connection.</exception>
    public HeldSeat Held => Seat ?? throw new ViolationException(ViolationException.NotEntered);

    /// <exception cref="ViolationException">More messages than the protocol allows.</exception>
    public void Count(DateTimeOffset now)
    {
        lock (gate)
        {
            if (!rate.Allow(now))
            {
                throw new ViolationException(ViolationException.TooFast);
            }
        }
    }

    /// <summary>Whether this is the connection's first stream: it may open only one.</summary>
    public bool Open(SignalStream signals)
    {
        lock (gate)
        {
            Signals ??= signals;
            return Signals == signals;
        }
    }

    /// <summary>Sends a snapshot, unless this browser has a newer one of the same epoch.</summary>
    public void Show(SnapshotMessage snapshot)
    {
        if (snapshot.Epoch == Shown.Epoch && snapshot.Version <= Shown.Version)
        {
            return;
        }

        Shown = (snapshot.Epoch, snapshot.Version);
        Tell(browser => browser.Changed(snapshot));
    }

    public void Tell(Func<IRoomClient, Task> message)
    {
        lock (gate)
        {
            if (sending)
            {
                Wait(message);
                return;
            }

            sending = true;
        }

        _ = SendFrom(message);
    }

    /// <summary>Only one ping waits for a line that does not take what it is sent; one that is gone ends by itself.</summary>
    public void Ping()
    {
        if (pinged.IsCompleted)
        {
            pinged = line.WriteAsync(Alive).AsTask();
        }
    }

    /// <summary>Says why, then closes.</summary>
    public void Close(string reason) => Tell(async browser =>
    {
        await browser.Closing(new ClosingMessage(reason, null));
        line.Abort();
    });

    private void Wait(Func<IRoomClient, Task> message)
    {
        waiting.Enqueue(message);
        if (waiting.Count > MostWaiting)
        {
            waiting.Clear();
            line.Abort();
        }
    }

    private async Task SendFrom(Func<IRoomClient, Task>? message)
    {
        while (message is not null)
        {
            try
            {
                // A room may be the caller: what comes after must not run in its turn.
                await message(client).ConfigureAwait(false);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or InvalidOperationException)
            {
                line.Abort();
            }

            lock (gate)
            {
                sending = waiting.TryDequeue(out message);
            }
        }
    }
}
