using System.Net.Sockets;
using System.Text;

namespace RedConnect.Tests.Api.Connections;

/// <summary>A phone that loses its network says nothing any more, and does not close its connection either.</summary>
public sealed class SilentClientTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_client_that_never_pinged_and_answers_no_WebSocket_ping_is_disconnected_within_seconds()
    {
        using var timeout = new CancellationTokenSource(Timeout);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(host.Address.Host, host.Address.Port, timeout.Token);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /hubs/room?v=2 HTTP/1.1\r\nHost: {host.Address.Authority}\r\n"
            + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"), timeout.Token);
        await stream.WriteAsync(TextFrame("{\"protocol\":\"json\",\"version\":1}\u001e"), timeout.Token);

        var buffer = new byte[4096];
        var received = new StringBuilder();
        int read;
        do
        {
            read = await ReadOrEnd(stream, buffer, timeout.Token);
            received.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        while (read > 0);

        Assert.Contains("101 Switching Protocols", received.ToString(), StringComparison.Ordinal);
        Assert.Contains("{}\u001e", received.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A connection that was aborted may end with a reset.</summary>
    private static async Task<int> ReadOrEnd(NetworkStream stream, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellation);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>RFC 6455, section 5.2: final, text, masked with zeros.</summary>
    private static byte[] TextFrame(string text) =>
        [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(text)];
}
