using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Rooms;

/// <summary>The room protocol's server side (docs/protocol.md): checks form, asks the room, translates its answer.</summary>
internal sealed class RoomHub : Hub<IRoomClient>
{
    private readonly RoomConnections connections;
    private readonly CodeDoor door;
    private readonly RoomHubOptions options;
    private readonly TimeProvider time;
    private readonly EdgeMetrics metrics;

    public RoomHub(RoomConnections connections, CodeDoor door, IOptions<RoomHubOptions> options, TimeProvider time, EdgeMetrics metrics)
    {
        this.connections = connections;
        this.door = door;
        this.options = options.Value;
        this.time = time;
        this.metrics = metrics;
    }

    private RoomConnection Connection => Of(Context);

    /// <summary>What lies behind a code.</summary>
    public async Task<KnockReply> Knock(KnockRequest request)
    {
        request.Check();
        var answer = await door.Knock(Translation.Fingerprint(request.CodeId), Visitor, Context.ConnectionAborted);
        metrics.Refused(answer.Refusal);
        return answer.ToReply(time.GetUtcNow());
    }

    /// <summary>Takes a seat or comes back to it.</summary>
    public async Task<EnterReply> Enter(EnterRequest request)
    {
        request.Check();
        var connection = Connection;
        connection.Signals?.Flush();
        var (room, answer) = await door.Enter(request, Visitor, Context.ConnectionAborted);
        if (answer.Entered is { } entered && room is not null)
        {
            connection.Admitted = true;
            connection.Seat = new HeldSeat(room, room.GetPrimaryKeyString(), request.Seat, request.Instance);
            connection.Shown = (entered.Snapshot.Epoch, entered.Snapshot.Version);
        }

        metrics.Refused(answer.Refusal);
        return answer.ToReply(time.GetUtcNow(), options.IceServers);
    }

    /// <summary>Relays sealed signals for as long as the connection lasts; the receiver acknowledges them, not we.</summary>
    public async Task Signals(ChannelReader<SignalRequest> requests)
    {
        var connection = Connection;
        var signals = new SignalStream(connection, requests, time, metrics);
        if (!connection.Open(signals))
        {
            throw new ViolationException(ViolationException.Malformed);
        }

        await signals.Relay();
    }

    /// <summary>Relays how far a receiver has got.</summary>
    public Task Acknowledge(AcknowledgeRequest request)
    {
        request.Check();
        var seat = Connection.Held;
        return seat.Room.Acknowledge(
            Context.ConnectionId,
            new Acknowledgement(seat.Id, seat.Instance, request.To, request.ToInstance, request.Number));
    }

    /// <summary>Lets a waiting seat in.</summary>
    public Task<bool> Admit(AdmitRequest request)
    {
        request.Check();
        return Connection.Held.Room.Admit(Context.ConnectionId, request.Seat, Context.ConnectionAborted);
    }

    /// <summary>The room as it is, or null without a seat.</summary>
    public async Task<SnapshotMessage?> Snapshot() =>
        Connection.Seat is { } seat && await seat.Room.Snapshot(Context.ConnectionId, Context.ConnectionAborted) is { } snapshot
            ? snapshot.ToMessage()
            : null;

    /// <summary>Goodbye.</summary>
    public async Task Leave()
    {
        if (Connection is { Seat: { } seat } connection)
        {
            connection.Signals?.Flush();
            connection.Seat = null;
            await seat.Room.Leave(Context.ConnectionId, Context.ConnectionAborted);
        }
    }

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        var rate = new MessageRate(options.MessagesPerSecond, options.MessageBurst);
        var connection = new RoomConnection(Context.Features.GetRequiredFeature<HubConnectionContext>(), Clients.Caller, rate);
        Context.Features.Set(connection);
        connections.Add(connection);
        return base.OnConnectedAsync();
    }

    /// <inheritdoc/>
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        var connection = Connection;
        connections.Remove(connection);
        if (connection.Seat is { } seat)
        {
            await seat.Room.Drop(Context.ConnectionId);
        }
    }

    internal static RoomConnection Of(HubCallerContext context) => context.Features.GetRequiredFeature<RoomConnection>();

    private Visitor Visitor => new(Connection, Context.GetHttpContext() ?? throw new InvalidOperationException("The connection did not come over HTTP."));
}
