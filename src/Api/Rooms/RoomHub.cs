using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using RedConnect.Api.Connections;
using RedConnect.Api.Doors;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Rooms;

/// <summary>The room protocol's server side (docs/protocol.md): checks form, asks the room, translates its
/// answer.</summary>
internal sealed class RoomHub(
    ConnectionRegistry connections, RoomDoor door, IOptions<RoomHubOptions> options, TimeProvider time,
    HubMetrics metrics)
    : Hub<IRoomClient>
{
    private RoomConnection Connection => (RoomConnection)Context.Features.GetRequiredFeature<BrowserConnection>();

    private Visitor Visitor =>
        new(Connection, Context.GetHttpContext()
            ?? throw new InvalidOperationException("The connection did not come over HTTP."));

    /// <summary>Evaluates a typed code without learning it.</summary>
    public async Task<EvaluateReply> Evaluate(EvaluateRequest request)
    {
        request.Check();
        var evaluation = await door.Evaluate(request.Blinded, Visitor, Context.ConnectionAborted);
        metrics.Refused(evaluation.Refusal);
        return evaluation.ToReply(time.GetUtcNow());
    }

    /// <summary>The door that a pass opens.</summary>
    public async Task<KnockReply> Knock(KnockRequest request)
    {
        request.Check();
        var answer = await door.Knock(request, Visitor, Context.ConnectionAborted);
        metrics.Refused(answer.Refusal);
        return answer.ToReply(time.GetUtcNow());
    }

    /// <summary>Takes a seat or comes back to it.</summary>
    public async Task<EnterReply> Enter(EnterRequest request)
    {
        request.Check();
        Connection.Signals?.Flush();
        var (seat, answer) = await door.Enter(request, Visitor);
        if (answer.Entered is { } entered)
        {
            await Hold(seat, entered.Snapshot);
        }

        metrics.Refused(answer.Refusal);
        return answer.ToReply(time.GetUtcNow(), options.Value.IceServers);
    }

    /// <summary>Relays sealed signals as long as the connection lasts; the receiver acknowledges them, not the
    /// server.</summary>
    public async Task Signals(ChannelReader<SignalRequest> requests)
    {
        var connection = Connection;
        var signals = new SignalStream(connection, requests);
        if (!connection.Open(signals))
        {
            throw new ViolationException(ViolationException.Malformed);
        }

        await signals.Relay();
    }

    /// <summary>Relays a receiver's progress.</summary>
    public Task Acknowledge(AcknowledgeRequest request)
    {
        request.Check();
        var seat = Connection.Held;
        return seat.Room.Acknowledge(
            Context.ConnectionId,
                new Acknowledgement(seat.Id, seat.Instance, request.To, request.ToInstance, request.Number));
    }

    /// <summary>Admits a waiting seat.</summary>
    public Task<bool> Admit(SeatRequest request)
    {
        request.Check();
        return Connection.Held.Room.Admit(Context.ConnectionId, request.Seat, Context.ConnectionAborted);
    }

    /// <summary>Ends a seat of the other side.</summary>
    public Task<bool> SendOut(SeatRequest request)
    {
        request.Check();
        return Connection.Held.Room.SendOut(Context.ConnectionId, request.Seat, Context.ConnectionAborted);
    }

    /// <summary>The present snapshot, or null without a seat.</summary>
    public async Task<SnapshotMessage?> Snapshot() =>
        Connection.Seat is { } seat
            && await seat.Room.Snapshot(Context.ConnectionId, Context.ConnectionAborted) is { } snapshot
            ? snapshot.ToMessage()
            : null;

    /// <summary>Goodbye.</summary>
    public async Task Leave()
    {
        if (Connection is { Seat: { } seat } connection)
        {
            connection.Signals?.Flush();

            // Carried out even if the page has closed. If it fails, the connection still has its seat, and loses it.
            await seat.Room.Leave(Context.ConnectionId, CancellationToken.None);
            connection.Seat = null;
        }
    }

    /// <summary>
    /// Stands for a message that could not be read (<see cref="StrictHubProtocol"/>); called by a client, it is a
    /// violation as well.
    /// </summary>
    public Task Reject(string code) => Connection.IsClosing
        ? Task.CompletedTask
        : throw new ViolationException(code is ViolationException.TooLarge ? code : ViolationException.Malformed);

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        var connection = new RoomConnection(Context, Clients.Caller, options.Value, time);
        Context.Features.Set<BrowserConnection>(connection);
        connections.Add(connection);
        return base.OnConnectedAsync();
    }

    /// <inheritdoc/>
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        using var connection = Connection;
        connections.Remove(connection);
        if (connection.Seat is { } seat)
        {
            await seat.Room.Disconnect(Context.ConnectionId);
        }
    }

    /// <summary>
    /// The connection holds this seat now, and gives up one in another room. If the connection was lost while the room
    /// was asked, the seat becomes reconnecting.
    /// </summary>
    private async Task Hold(HeldSeat seat, RoomSnapshot snapshot)
    {
        var connection = Connection;
        var before = connection.Seat;
        connection.Accepted = true;
        connection.Seat = seat;
        connection.Entered(snapshot);
        if (before is not null && before.RoomId != seat.RoomId)
        {
            await before.Room.Leave(Context.ConnectionId, CancellationToken.None);
        }

        if (Context.ConnectionAborted.IsCancellationRequested)
        {
            await seat.Room.Disconnect(Context.ConnectionId);
        }
    }
}
