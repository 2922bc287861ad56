using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using RedConnect.Api.Rooms;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Api.Rooms;

/// <summary>The id of a link or code, and the room it opens.</summary>
internal sealed record PassId(string Room, byte[] Id)
{
    public RoomPass Pass(Role role, PassKind kind = PassKind.Code) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Id)), role, [1, 2, 3], kind);
}

/// <summary>A client that speaks the room protocol over a real SignalR connection; the server's messages can be waited
/// for.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private readonly Inbox inbox = new();
    private Channel<object>? signals;
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Browser(HubConnection hub)
    {
        Hub = hub;
        hub.KeepAliveInterval = TimeSpan.FromSeconds(2);
        Receive<SnapshotMessage>("Changed");
        hub.On("EnterAgain", () => inbox.Add("EnterAgain"));
        hub.On<SignalMessage[]>("Signals",
            signals => Array.ForEach(signals, signal => inbox.Add(signal)));
        Receive<AcknowledgedMessage>("Acknowledged");
        Receive<ReplacedMessage>("Replaced");
        Receive<ClosingMessage>("Closing");
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    public HubConnection Hub { get; }

    public string Seat => Translation.SeatId(Secret);

    public byte[] Secret { get; init; } = RandomNumberGenerator.GetBytes(32);

    public static async Task<Browser> Open(ApiHost host, Browser? again = null, bool json = false)
    {
        var builder = host.Hub();
        var hub = (json ? builder : builder.AddMessagePackProtocol()).Build();
        var browser = again is null ? new Browser(hub) : new Browser(hub) { Secret = again.Secret };
        await hub.StartAsync();
        return browser;
    }

    public EnterRequest Page(PassId pass, int instance = 1) =>
        new(pass.Room, pass.Id, Secret, instance, new byte[] { 1, 2, 3 });

    /// <summary>Knocks with a code; its evaluation is not needed where its id is known.</summary>
    public Task<KnockReply> Knock(PassId code) =>
        Hub.InvokeAsync<KnockReply>("Knock", new KnockRequest(null, code.Id));

    public Task<EnterReply> TryEnter(EnterRequest request) => Hub.InvokeAsync<EnterReply>("Enter", request);

    public async Task<EnteredMessage> Enter(EnterRequest request)
    {
        var reply = await TryEnter(request);
        Assert.Null(reply.Refusal);
        return reply.Entered ?? throw new InvalidOperationException("Neither entered nor refused.");
    }

    public Task Signal(Browser to, long number, byte[] letter) => Signal(new SignalRequest(to.Seat, 1, number, letter));

    /// <summary>Sends the next item of this connection's stream, whatever it is.</summary>
    public async Task Signal(object signal)
    {
        if (signals is null)
        {
            signals = Channel.CreateUnbounded<object>();
            await Hub.SendAsync("Signals", signals.Reader);
        }

        await signals.Writer.WriteAsync(signal);
    }

    public Task<T> Next<T>(Func<T, bool>? like = null) => inbox.Next(like);

    public Task Sees(Browser other, string presence) =>
        Next<SnapshotMessage>(snapshot => snapshot.Seats.Any(s => s.Seat == other.Seat && s.Presence == presence));

    public Task IsClosed() => closed.Task.WaitAsync(Timeout);

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    private void Receive<T>(string method)
        where T : class => Hub.On<T>(method, message => inbox.Add(message));
}
