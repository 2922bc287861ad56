using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Api.Rooms;

namespace RedConnect.Tests.Load.People;

/// <summary>
/// A participant of one of our rooms who keeps the protocol's rules: numbers, acknowledgements at most 200 ms late, and
/// what is not acknowledged is sent again after entering and with every snapshot, without a timer. A missing number is
/// not waited for; each number counts once.
/// </summary>
internal sealed class RoomSide : Side
{
    private static readonly TimeSpan AcknowledgeAfter = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(6);
    private readonly Uri address;
    private readonly Timer acknowledging;
    private readonly HeardNumbers numbers = new();
    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);
    private Line? inside;
    private SeatMessage? peer;
    private AcknowledgeRequest? heard;
    private readonly ConcurrentDictionary<long, SignalRequest> unacknowledged = new();
    private long sent;

    public RoomSide(Uri address, string room, byte[] linkId)
    {
        this.address = address;
        Link = new KnockRequest(room, linkId);
        acknowledging = new Timer(_ => Acknowledge());
    }

    /// <summary>What it comes with: people follow links.</summary>
    public KnockRequest Link { get; }

    public string Seat => field ??=
        Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 16, [], "rc2/seat-id"u8.ToArray()));

    /// <summary>Called with every snapshot.</summary>
    public Action<SnapshotMessage>? Told { get; set; }

    public override async Task Enter()
    {
        Know((await Ask()).Snapshot);
        await Speak();
    }

    /// <summary>Says goodbye; again on a new line, when the server does not answer in time.</summary>
    public async Task Leave()
    {
        try
        {
            await (Connection?.InvokeAsync("Leave") ?? Task.CompletedTask);
        }
        catch (HubException)
        {
            await Disconnect();
            await Come();
            await (Connection?.InvokeAsync("Leave") ?? Task.CompletedTask);
        }
    }

    protected override HubConnection Build()
    {
        var connection = To(address, "/hubs/room?v=2").AddMessagePackProtocol().Build();
        (connection.KeepAliveInterval, connection.ServerTimeout) = (Ping, Silence);
        connection.On<IReadOnlyList<SignalMessage>>("Signals", Receive);
        connection.On<SnapshotMessage>("Changed", Know);
        connection.On<AcknowledgedMessage>("Acknowledged", Forget);
        connection.On("EnterAgain", EnterAgain);
        connection.On<ClosingMessage>("Closing", _ => ConnectElsewhere(connection));
        return connection;
    }

    protected override async Task Send(HubConnection connection)
    {
        if (peer is { } to && inside is { } line && line.Connection == connection)
        {
            var signal = new SignalRequest(to.Seat, to.Instance, Interlocked.Increment(ref sent), Payload());
            unacknowledged[signal.Number] = signal;
            await line.Signals.WriteAsync(signal);
        }
    }

    private EnterRequest Request() => new(Link.Room ?? "", Link.PassId, secret, 1, new byte[64]);

    private async Task<EnteredMessage> Ask()
    {
        var connection = Connection ?? throw new InvalidOperationException("not connected");
        var reply =
            await connection.InvokeAsync<EnterReply>("Enter", Request());
        return reply.Entered ?? throw new InvalidOperationException($"refused: {reply.Refusal?.Reason}");
    }

    /// <summary>Opens this connection's stream, if it is a new connection.</summary>
    private async Task Speak()
    {
        if (Connection is { } connection && connection != inside?.Connection)
        {
            var signals = Channel.CreateUnbounded<SignalRequest>();
            await connection.SendAsync("Signals", signals.Reader);
            inside = new Line(connection, signals.Writer);
            Repeat();
        }
    }

    private void Repeat()
    {
        foreach (var (_, signal) in unacknowledged.OrderBy(pair => pair.Key))
        {
            inside?.Signals.TryWrite(signal);
        }
    }

    private void Forget(AcknowledgedMessage arrived)
    {
        foreach (var number in unacknowledged.Keys.Where(number => number <= arrived.Number))
        {
            unacknowledged.TryRemove(number, out _);
        }
    }

    private void Know(SnapshotMessage snapshot)
    {
        if (snapshot.Seats.FirstOrDefault(s => s.Seat != Seat) is { } other)
        {
            if (peer?.Instance != other.Instance)
            {
                sent = 0;
                unacknowledged.Clear();
            }

            peer = other;
            Repeat();
        }

        Told?.Invoke(snapshot);
    }

    private void Receive(IReadOnlyList<SignalMessage> deliveries)
    {
        foreach (var signal in deliveries)
        {
            if (numbers.Add(signal.FromInstance, signal.Number))
            {
                Hear(signal.Sealed.Span);
            }

            if (Interlocked.Exchange(ref heard,
                new AcknowledgeRequest(signal.From, signal.FromInstance, numbers.Complete)) is null)
            {
                acknowledging.Change(AcknowledgeAfter, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Acknowledge()
    {
        if (Interlocked.Exchange(ref heard, null) is { } last)
        {
            _ = TrySay(inside?.Connection, connection => connection.SendAsync("Acknowledge", last));
        }
    }

    /// <summary>A connection on which the room let it in, with its stream: before that nothing is said on it.</summary>
    private sealed record Line(HubConnection Connection, ChannelWriter<SignalRequest> Signals);
}
