using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace RedConnect.Api.Rooms;

/// <summary>A line to this process' own hub that needs no network: says what a browser would say, one thing after the other.</summary>
internal sealed class RehearsalLine : IInvocationBinder, IAsyncDisposable
{
    private const string Stream = "signals";
    private readonly Pipe up = new();
    private readonly Pipe down = new();
    private readonly MessagePackHubProtocol protocol = new();
    private readonly DefaultConnectionContext connection;
    private readonly CancellationToken cancellation;
    private readonly Task served;
    private Type expected = typeof(object);
    private int asked;

    private RehearsalLine(HubConnectionHandler<RoomHub> hub, IServiceProvider services, CancellationToken cancellation)
    {
        this.cancellation = cancellation;
        var http = new DefaultHttpContext { RequestServices = services, Connection = { RemoteIpAddress = IPAddress.Loopback } };
        connection = new DefaultConnectionContext(Guid.NewGuid().ToString("N"), new Ends(up.Reader, down.Writer), new Ends(down.Reader, up.Writer));
        connection.Features.Set<IHttpContextFeature>(new Http(http));
        served = hub.OnConnectedAsync(connection);
    }

    private delegate T? Parse<out T>(ref ReadOnlySequence<byte> bytes);

    /// <summary>A line that has shaken hands. It takes no newcomer's place.</summary>
    public static async Task<RehearsalLine> Open(HubConnectionHandler<RoomHub> hub, IServiceProvider services, CancellationToken cancellation)
    {
        var line = new RehearsalLine(hub, services, cancellation);
        HandshakeProtocol.WriteRequestMessage(new HandshakeRequestMessage(line.protocol.Name, line.protocol.Version), line.up.Writer);
        await line.up.Writer.FlushAsync(cancellation);
        await line.Read((ref ReadOnlySequence<byte> bytes) => HandshakeProtocol.TryParseResponseMessage(ref bytes, out var answer) ? answer : null);
        await line.Ask<object>(nameof(RoomHub.Snapshot));
        line.connection.Features.GetRequiredFeature<RoomConnection>().Admitted = true;
        return line;
    }

    public async Task<T?> Ask<T>(string method, params object[] words)
    {
        var id = $"{++asked}";
        expected = typeof(T);
        await Send(new InvocationMessage(id, method, words));
        var answer = await Read(Message) as CompletionMessage;
        while (answer?.InvocationId != id)
        {
            answer = await Read(Message) as CompletionMessage;
        }

        return answer.Error is null ? (T?)answer.Result : throw new HubException(answer.Error);
    }

    public Task Say(string method, object word) => Send(new InvocationMessage(method, [word]));

    public Task OpenStream() => Send(new InvocationMessage(null, nameof(RoomHub.Signals), [], [Stream]));

    public Task Signal(SignalRequest signal) => Send(new StreamItemMessage(Stream, signal));

    /// <summary>Reads on until the hub says this.</summary>
    public async Task Hear(string word)
    {
        while (await Read(Message) is not InvocationMessage said || said.Target != word)
        {
        }
    }

    public Type GetReturnType(string invocationId) => expected;

    public Type GetStreamItemType(string streamId) => typeof(object);

    public IReadOnlyList<Type> GetParameterTypes(string methodName) =>
        typeof(IRoomClient).GetMethod(methodName) is { } method ? [.. method.GetParameters().Select(parameter => parameter.ParameterType)] : [];

    public async ValueTask DisposeAsync()
    {
        await up.Writer.CompleteAsync();
        await served;
        await connection.DisposeAsync();
    }

    private async Task Send(HubMessage message)
    {
        protocol.WriteMessage(message, up.Writer);
        await up.Writer.FlushAsync(cancellation);
    }

    private HubMessage? Message(ref ReadOnlySequence<byte> bytes) => protocol.TryParseMessage(ref bytes, this, out var message) ? message : null;

    private async Task<T> Read<T>(Parse<T> parse)
        where T : class
    {
        while (true)
        {
            var read = await down.Reader.ReadAsync(cancellation);
            var rest = read.Buffer;
            var message = parse(ref rest);
            down.Reader.AdvanceTo(rest.Start, message is null ? rest.End : rest.Start);
            if (message is not null)
            {
                return message;
            }

            if (read.IsCompleted)
            {
                throw new IOException("The hub closed the line.");
            }
        }
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Http(HttpContext context) : IHttpContextFeature
    {
        public HttpContext? HttpContext { get; set; } = context;
    }
}
