using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.Channels;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>Takes what OpenTelemetry sends (OTLP over HTTP), and keeps its bytes.</summary>
public sealed class Collector : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<byte[]> bodies = new();
    private readonly Channel<byte[]> news = Channel.CreateUnbounded<byte[]>();

    public Collector()
    {
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        _ = Take();
    }

    public Uri Address { get; } = Ports.FreeAddress();

    public IEnumerable<byte[]> Bodies => bodies;

    /// <summary>Waits for a text in something that has not been waited for yet.</summary>
    public async Task Receives(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var body in news.Reader.ReadAllAsync(patience.Token))
        {
            if (Encoding.Latin1.GetString(body).Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    public void Dispose() => listener.Close();

    private async Task Take()
    {
        while (listener.IsListening)
        {
            var context = await listener.GetContextAsync();
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            context.Response.Close();
            bodies.Enqueue(body.ToArray());
            news.Writer.TryWrite(body.ToArray());
        }
    }
}
