using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.Channels;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>An OpenTelemetry collector (OTLP over HTTP) that keeps what it receives.</summary>
public sealed class Collector : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<byte[]> bodies = new();
    private readonly Channel<byte[]> unread = Channel.CreateUnbounded<byte[]>();

    public Collector()
    {
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        _ = Receive();
    }

    public Uri Address { get; } = Ports.FreeAddress();

    public IEnumerable<byte[]> Bodies => bodies.ToArray();

    /// <summary>Waits for a text in a body that no earlier call has read.</summary>
    public async Task Receives(string text)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        await foreach (var body in unread.Reader.ReadAllAsync(timeout.Token))
        {
            if (Encoding.Latin1.GetString(body).Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    public void Dispose() => listener.Close();

    private async Task Receive()
    {
        while (listener.IsListening)
        {
            var context = await listener.GetContextAsync();
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            context.Response.Close();
            bodies.Enqueue(body.ToArray());
            unread.Writer.TryWrite(body.ToArray());
        }
    }
}
