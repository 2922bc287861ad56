using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using RedConnect.Api.Rooms;

namespace RedConnect.Tests.Api.Rooms;

/// <summary>A client that speaks the room protocol with a real SignalR connection; what the server says can be waited for.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Channel<object> heard = Channel.CreateUnbounded<object>();
    private Channel<object>? signals;
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Browser(HubConnection line)
    {
        Line = line;
        line.KeepAliveInterval = TimeSpan.FromSeconds(2);
        Hear<SnapshotMessage>("Changed");
        line.On<SignalMessage[]>("Signals", signals => Array.ForEach(signals, signal => heard.Writer.TryWrite(signal)));
        Hear<AcknowledgedMessage>("Acknowledged");
        Hear<ReplacedMessage>("Replaced");
        Hear<ClosingMessage>("Closing");
        line.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    public HubConnection Line { get; }

    public string Seat { get; init; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public byte[] Secret { get; init; } = RandomNumberGenerator.GetBytes(32);

    public static async Task<Browser> Open(ApiHost host, Browser? again = null, bool json = false)
    {
        var builder = host.Hub();
        var line = (json ? builder : builder.AddMessagePackProtocol()).Build();
        var browser = again is null ? new Browser(line) : new Browser(line) { Seat = again.Seat, Secret = again.Secret };
        await line.StartAsync();
        return browser;
    }

    public EnterRequest Page(byte[] codeId, int instance = 1, PositionMessage? lastSeen = null) =>
        new(codeId, Seat, Secret, instance, new byte[] { 1, 2, 3 }, lastSeen);

    public Task<EnterReply> TryEnter(EnterRequest request) => Line.InvokeAsync<EnterReply>("Enter", request);

    public async Task<EnteredMessage> Enter(EnterRequest request)
    {
        var reply = await TryEnter(request);
        Assert.Null(reply.Refusal);
        return reply.Entered ?? throw new InvalidOperationException("Neither entered nor refused.");
    }

    public Task Signal(Browser to, long number, byte[] letter) => Signal(new SignalRequest(to.Seat, 1, number, letter));

    /// <summary>As the next item of this line's stream, whatever it is.</summary>
    public async Task Signal(object signal)
    {
        if (signals is null)
        {
            signals = Channel.CreateUnbounded<object>();
            await Line.SendAsync("Signals", signals.Reader);
        }

        await signals.Writer.WriteAsync(signal);
    }

    public async Task<T> Next<T>(Func<T, bool>? like = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var something in heard.Reader.ReadAllAsync(patience.Token))
        {
            if (something is T wanted && like?.Invoke(wanted) is not false)
            {
                return wanted;
            }
        }

        throw new InvalidOperationException("The line was closed.");
    }

    public Task Sees(Browser other, string presence) =>
        Next<SnapshotMessage>(snapshot => snapshot.Seats.Any(s => s.Seat == other.Seat && s.Presence == presence));

    public Task IsClosed() => closed.Task.WaitAsync(Patience);

    public ValueTask DisposeAsync() => Line.DisposeAsync();

    private void Hear<T>(string method)
        where T : class => Line.On<T>(method, message => heard.Writer.TryWrite(message));
}
