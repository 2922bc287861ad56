using Microsoft.AspNetCore.SignalR;
using RedConnect.Api.Connections;
using RedConnect.Grains.Contracts.Connections;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Rooms;

/// <summary>The seat that a connection holds.</summary>
internal sealed record HeldSeat(IRoomGrain Room, string RoomId, string Id, int Instance, IRoomObserver Observer)
    : Topic(RoomId)
{
    public override Task<Renewal> Renew(string[] connections, CancellationToken cancellation) =>
        Room.Renew(connections, Observer, cancellation);

    public override string ToString() => $"{nameof(HeldSeat)} #{Instance}";
}

/// <summary>A page's connection to the room hub.</summary>
internal sealed class RoomConnection(
    HubCallerContext context, IRoomClient client, RoomHubOptions options, TimeProvider time)
    : BrowserConnection(context, options, time)
{
    private SignalStream? signals;

    public HeldSeat? Seat { get; set; }

    public override Topic? Topic => Seat;

    /// <summary>The connection's stream of signals, once it was opened.</summary>
    public SignalStream? Signals => Volatile.Read(ref signals);

    /// <summary>
    /// Load shedding let this connection in; it is not asked again while what the client asks for exists.
    /// </summary>
    public bool Accepted { get; set; }

    /// <summary>What the client asked for last, a room, code or seat, does not exist.</summary>
    public bool AskedInVain { get; set; }

    /// <summary>A code was evaluated and counted on this connection, and its knock has not come yet.</summary>
    public bool HasEvaluated { get; set; }

    /// <summary>The seat, for a message that needs one.</summary>
    /// <exception cref="ViolationException">The connection holds no seat.</exception>
    public HeldSeat Held => Seat ?? throw new ViolationException(ViolationException.NotEntered);

    /// <summary>Whether this is the connection's first stream: only one may be opened.</summary>
    public bool Open(SignalStream stream) => Interlocked.CompareExchange(ref signals, stream, null) is null;

    /// <summary>The client has this snapshot from the reply to its entry.</summary>
    public void Entered(RoomSnapshot snapshot) => Advance(snapshot.Epoch, snapshot.Version);

    /// <summary>Sends a snapshot, unless the client has a newer one of the same epoch.</summary>
    public void Show(SnapshotMessage snapshot)
    {
        if (Advance(snapshot.Epoch, snapshot.Version))
        {
            Send(browser => browser.Changed(snapshot));
        }
    }

    public void Send(Func<IRoomClient, Task> message) => Send(() => message(client));

    /// <summary>A connection that the room does not know enters again.</summary>
    public override async Task CatchUp(Renewal renewal, CancellationToken cancellation)
    {
        if (renewal.Unknown.Contains(Id))
        {
            Send(browser => browser.EnterAgain());
        }
        else if (Lacks(renewal) && Seat is { } seat && await seat.Room.Snapshot(Id, cancellation) is { } snapshot)
        {
            Show(snapshot.ToMessage());
        }
    }

    protected override Task Tell(ClosingMessage closing) => client.Closing(closing);
}
