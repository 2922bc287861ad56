using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>
/// A TCP proxy before a server: every byte arrives half a round trip later, and opening a connection takes a whole one.
/// It can cut a connection in the moment when the server answers, so that the request is carried out and the answer is
/// lost.
/// </summary>
internal sealed class NetworkPath : IAsyncDisposable
{
    private const int ChunkBytes = 16 * 1024;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);
    private readonly CancellationTokenSource stopping = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Uri server;
    private readonly TimeSpan roundTrip;
    private readonly Task accepting;
    private byte[]? cutAt;
    private int cuts;

    public NetworkPath(Uri server, TimeSpan roundTrip)
    {
        (this.server, this.roundTrip) = (server, roundTrip);
        listener.Start();
        Address = new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = Accept();
    }

    public Uri Address { get; }

    /// <summary>How many answers were lost.</summary>
    public int Cuts => Volatile.Read(ref cuts);

    /// <summary>Cuts the next connection on which the server answers with this text, before it arrives.</summary>
    public void LoseAnswer(string text) => Volatile.Write(ref cutAt, Encoding.UTF8.GetBytes(text));

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await accepting;
        stopping.Dispose();
    }

    private async Task Accept()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(Carry(await listener.AcceptTcpClientAsync(stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task Carry(TcpClient browser)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        using (browser)
        using (var upstream = new TcpClient())
        {
            try
            {
                await upstream.ConnectAsync(server.Host, server.Port, ending.Token);
                var (near, far) = (browser.GetStream(), upstream.GetStream());
                var opened = TimeProvider.System.GetUtcNow() + roundTrip;
                await Task.WhenAny(Pass(near, far, opened, isAnswer: false, ending.Token),
                    Pass(far, near, opened, isAnswer: true, ending.Token));
            }
            catch (SocketException)
            {
                // The server is not there: the browser sees the same.
            }

            await ending.CancelAsync();
        }
    }

    /// <summary>One direction, until either side closes or an answer is lost.</summary>
    private async Task Pass(
        NetworkStream from, NetworkStream to, DateTimeOffset opened, bool isAnswer, CancellationToken cancellation)
    {
        var line = Channel.CreateUnbounded<(byte[] Bytes, DateTimeOffset Due)>();
        var writing = Write(line.Reader, to, cancellation);
        var buffer = new byte[ChunkBytes];
        try
        {
            while (await from.ReadAsync(buffer, cancellation) is var count and > 0
                && !(isAnswer && IsLost(buffer.AsSpan(0, count))))
            {
                var now = TimeProvider.System.GetUtcNow();
                var due = (now > opened ? now : opened) + (roundTrip / 2);
                await line.Writer.WriteAsync((buffer[..count], due), cancellation);
            }

            line.Writer.Complete();
            await writing;
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            line.Writer.TryComplete();
        }
    }

    private static async Task Write(
        ChannelReader<(byte[] Bytes, DateTimeOffset Due)> line, NetworkStream to, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Tick);
        await foreach (var (bytes, due) in line.ReadAllAsync(cancellation))
        {
            while (TimeProvider.System.GetUtcNow() < due)
            {
                await timer.WaitForNextTickAsync(cancellation);
            }

            await to.WriteAsync(bytes, cancellation);
        }
    }

    private bool IsLost(ReadOnlySpan<byte> bytes)
    {
        if (Volatile.Read(ref cutAt) is not { } text || bytes.IndexOf(text) < 0)
        {
            return false;
        }

        Volatile.Write(ref cutAt, null);
        Interlocked.Increment(ref cuts);
        return true;
    }
}
