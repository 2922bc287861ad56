using System.Net;
using System.Net.Sockets;
using System.Text;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>
/// Passes bytes between browsers and a server. Of requests it is told to, it passes the request, and cuts the line when
/// the answer comes: the server has done what it was asked, and the browser does not know.
/// </summary>
internal sealed class AnswerLosingProxy : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;
    private readonly CancellationTokenSource closing = new();
    private readonly TcpListener listener;
    private readonly Uri server;
    private readonly Task accepting;
    private volatile string? losing;
    private int lost;

    public AnswerLosingProxy(Uri server)
    {
        this.server = server;
        var port = Ports.Free();
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        Address = new Uri($"http://localhost:{port}");
        accepting = Accept();
    }

    public Uri Address { get; }

    /// <summary>How many answers were lost.</summary>
    public int Lost => Volatile.Read(ref lost);

    /// <summary>Answers to requests that begin so are lost from now on. Browsers repeat some by themselves.</summary>
    public void Lose(string request) => losing = request;

    /// <summary>Everything is answered again.</summary>
    public void Mend() => losing = null;

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Dispose();
        await accepting;
        closing.Dispose();
    }

    private async Task Accept()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(Serve(await listener.AcceptTcpClientAsync(closing.Token)));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task Serve(TcpClient browser)
    {
        using var line = new TcpClient();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        try
        {
            await line.ConnectAsync(server.Host, server.Port, ending.Token);
            await using var connection = new Connection(browser.GetStream(), line.GetStream());
            var (asked, answered) = (Ask(connection, ending.Token), Answer(connection, ending.Token));
            await Task.WhenAny(asked, answered);
            await ending.CancelAsync();
            await Task.WhenAll(asked, answered);
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException)
        {
            // The connection has ended.
        }
        finally
        {
            browser.Dispose();
        }
    }

    private async Task Ask(Connection connection, CancellationToken cancellation)
    {
        var buffer = new byte[BufferSize];
        for (int read; (read = await connection.Browser.ReadAsync(buffer, cancellation)) > 0;)
        {
            connection.IsToBeLost |= losing is { } start
                && Encoding.ASCII.GetString(buffer, 0, read).StartsWith(start, StringComparison.Ordinal);
            await connection.Server.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
    }

    private async Task Answer(Connection connection, CancellationToken cancellation)
    {
        var buffer = new byte[BufferSize];
        for (int read; (read = await connection.Server.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (connection.IsToBeLost)
            {
                Interlocked.Increment(ref lost);
                connection.Browser.Socket.LingerState = new LingerOption(true, 0);
                return;
            }

            await connection.Browser.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
    }

    private sealed class Connection(NetworkStream browser, NetworkStream server) : IAsyncDisposable
    {
        private volatile bool isToBeLost;

        public NetworkStream Browser => browser;

        public NetworkStream Server => server;

        /// <summary>Whether the answer that comes next is to be lost.</summary>
        public bool IsToBeLost
        {
            get => isToBeLost;
            set => isToBeLost = value;
        }

        public async ValueTask DisposeAsync()
        {
            await browser.DisposeAsync();
            await server.DisposeAsync();
        }
    }
}
