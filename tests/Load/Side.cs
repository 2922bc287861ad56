using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Api.Rooms;

namespace RedConnect.Tests.Load;

/// <summary>One of two people in a room: connects, sends payloads to the other, hears the other's.</summary>
internal abstract class Side : IAsyncDisposable
{
    public const int PayloadLength = 400;

    /// <summary>Called with the time since the other side sent, for every payload.</summary>
    public Action<TimeSpan>? Heard { get; set; }

    protected HubConnection? Connection { get; set; }

    public abstract Task Connect();

    public abstract Task Send();

    public async ValueTask DisposeAsync()
    {
        if (Connection is { } connection)
        {
            Connection = null;
            await connection.DisposeAsync();
        }
    }

    protected static byte[] Stamped()
    {
        var payload = new byte[PayloadLength];
        RandomNumberGenerator.Fill(payload);
        BinaryPrimitives.WriteInt64LittleEndian(payload, Stopwatch.GetTimestamp());
        return payload;
    }

    protected void Hear(ReadOnlySpan<byte> payload) => Heard?.Invoke(Stopwatch.GetElapsedTime(BinaryPrimitives.ReadInt64LittleEndian(payload)));
}

/// <summary>Someone on the plain relay.</summary>
internal sealed class PlainSide(Uri address, string room) : Side
{
    public override async Task Connect()
    {
        Connection = new HubConnectionBuilder().WithUrl(new Uri(address, "/plain")).Build();
        Connection.On<string>("relayed", payload => Hear(Convert.FromBase64String(payload)));
        await Connection.StartAsync();
        await Connection.InvokeAsync("Join", room);
    }

    public override Task Send() => Connection?.SendAsync("Relay", room, Convert.ToBase64String(Stamped())) ?? Task.CompletedTask;
}

/// <summary>Someone in one of our rooms, keeping the protocol's rules: numbers, positions, acknowledgements at most 200 ms late.</summary>
internal sealed class RoomSide(Uri address, byte[] codeId) : Side
{
    private static readonly TimeSpan AcknowledgeEvery = TimeSpan.FromMilliseconds(200);
    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);
    private SeatMessage? peer;
    private PositionMessage? seen;
    private long sent;
    private long acknowledged;

    public byte[] CodeId => codeId;

    public string Seat { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Called with every snapshot.</summary>
    public Action<SnapshotMessage>? Told { get; set; }

    public override async Task Connect()
    {
        Connection = new HubConnectionBuilder().WithUrl(new Uri(address, "/hubs/room?v=1")).AddMessagePackProtocol().Build();
        Connection.On<SignalMessage>("Signal", Receive);
        Connection.On<SnapshotMessage>("Changed", Know);
        Connection.On<AcknowledgedMessage>("Acknowledged", _ => { });
        await Connection.StartAsync();
        var reply = await Connection.InvokeAsync<EnterReply>("Enter", new EnterRequest(codeId, Seat, secret, 1, new byte[64], seen));
        Know(reply.Entered?.Snapshot ?? throw new InvalidOperationException($"refused: {reply.Refusal?.Reason}"));
        foreach (var missed in reply.Entered.Missed)
        {
            await Receive(missed);
        }
    }

    /// <summary>Gives up the line and comes back on another.</summary>
    public async Task Again()
    {
        await DisposeAsync();
        await Connect();
    }

    public override Task Send() => Connection is { } connection && peer is { } to
        ? connection.SendAsync("Signal", new SignalRequest(to.Seat, to.Instance, Interlocked.Increment(ref sent), Stamped()))
        : Task.CompletedTask;

    private void Know(SnapshotMessage snapshot)
    {
        peer = snapshot.Seats.FirstOrDefault(s => s.Seat != Seat) ?? peer;
        Told?.Invoke(snapshot);
    }

    private async Task Receive(SignalMessage signal)
    {
        seen = new PositionMessage(signal.Epoch, signal.Sequence);
        Hear(signal.Sealed.Span);
        if (Connection is { } connection && Stopwatch.GetElapsedTime(acknowledged) > AcknowledgeEvery)
        {
            acknowledged = Stopwatch.GetTimestamp();
            await connection.SendAsync("Acknowledge", new AcknowledgeRequest(signal.From, signal.FromInstance, signal.Number));
        }
    }
}
