using System.Diagnostics.Metrics;
using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using RedConnect.Api.Rooms;

namespace RedConnect.Tests.Api.Rooms;

public sealed class PulseTests : IClassFixture<ApiHost>, IDisposable
{
    private const string Ping = "{\"type\":6}\u001e";
    private readonly ServiceProvider meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly RoomConnections connections;
    private readonly Pulse pulse;
    private readonly ApiHost host;

    public PulseTests(ApiHost host)
    {
        this.host = host;
        connections = new(host.Grains, new EdgeMetrics(meters.GetRequiredService<IMeterFactory>(), TimeProvider.System));
        pulse = new(connections, TimeProvider.System);
    }

    public void Dispose()
    {
        pulse.Dispose();
        meters.Dispose();
    }

    [Fact]
    public async Task A_silent_line_is_pinged()
    {
        using var line = new ClientWebSocket();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await line.ConnectAsync(new UriBuilder(new Uri(host.Address, "/hubs/room?v=1")) { Scheme = "ws" }.Uri, patience.Token);
        await line.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        var heard = "";
        var buffer = new byte[1024];
        while (!heard.EndsWith(Ping, StringComparison.Ordinal))
        {
            var read = await line.ReceiveAsync(buffer.AsMemory(), patience.Token);
            Assert.Equal(WebSocketMessageType.Text, read.MessageType);
            heard += Encoding.UTF8.GetString(buffer, 0, read.Count);
        }

        Assert.Equal("{}\u001e" + Ping, heard);
    }

    [Fact]
    public void Every_line_is_pinged_once_in_a_round_and_never_all_together()
    {
        var ends = Enumerable.Range(0, 200).Select(_ => Open().End).ToList();
        var before = 0;
        var most = 0;
        for (var turn = 0; turn < Turns.Count; turn++)
        {
            pulse.PingNext();
            var pinged = ends.Count(HasPing);
            (most, before) = (Math.Max(most, pinged - before), pinged);
        }

        Assert.InRange(most, 1, 40);
        Assert.All(ends, end => Assert.Equal(Ping, Read(end)));
    }

    [Fact]
    public void A_line_that_takes_nothing_is_not_filled_with_pings_and_one_that_went_gets_none()
    {
        var stuck = Open(room: 1);
        var gone = Open();
        connections.Remove(gone.Connection);
        for (var turn = 0; turn < 3 * Turns.Count; turn++)
        {
            pulse.PingNext();
        }

        Assert.Equal(Ping, Read(stuck.End));
        Assert.False(HasPing(gone.End));
    }

    /// <param name="room">How many bytes the line takes before it waits for its reader; 0: any number.</param>
    private (RoomConnection Connection, Pipe End) Open(int room = 0)
    {
        var end = new Pipe(new PipeOptions(pauseWriterThreshold: room, resumeWriterThreshold: room));
        var transport = new DefaultConnectionContext(Guid.NewGuid().ToString()) { Transport = new Duplex(end) };
        var line = new HubConnectionContext(transport, new HubConnectionContextOptions(), NullLoggerFactory.Instance) { Protocol = new JsonHubProtocol() };
        var connection = new RoomConnection(line, Substitute.For<IRoomClient>(), new MessageRate(1, 1));
        connections.Add(connection);
        return (connection, end);
    }

    private static bool HasPing(Pipe end)
    {
        if (!end.Reader.TryRead(out var read))
        {
            return false;
        }

        end.Reader.AdvanceTo(read.Buffer.Start);
        return !read.Buffer.IsEmpty;
    }

    private static string Read(Pipe end)
    {
        Assert.True(end.Reader.TryRead(out var read));
        var text = Encoding.UTF8.GetString(read.Buffer);
        end.Reader.AdvanceTo(read.Buffer.End);
        return text;
    }

    private sealed class Duplex(Pipe pipe) : IDuplexPipe
    {
        public PipeReader Input => pipe.Reader;

        public PipeWriter Output => pipe.Writer;
    }
}
