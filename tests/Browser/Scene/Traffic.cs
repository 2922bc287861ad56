using System.Collections.Concurrent;
using System.Text;
using Microsoft.Playwright;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>Every byte that pages sent in requests, and sent and received on WebSockets.</summary>
public sealed class Traffic
{
    private readonly ConcurrentQueue<byte[]> bytes = new();

    public IEnumerable<byte[]> All => bytes.ToArray();

    public void Watch(IPage page)
    {
        page.Request += (_, request) =>
        {
            Keep(request.Url);
            Keep(string.Join('\n', request.Headers.Select(h => $"{h.Key}: {h.Value}")));
            bytes.Enqueue(request.PostDataBuffer ?? []);
        };
        page.WebSocket += (_, socket) =>
        {
            Keep(socket.Url);
            socket.FrameSent += (_, frame) => Keep(frame);
            socket.FrameReceived += (_, frame) => Keep(frame);
        };
    }

    private void Keep(IWebSocketFrame frame) =>
        bytes.Enqueue(frame.Binary ?? Encoding.UTF8.GetBytes(frame.Text ?? ""));

    private void Keep(string text) => bytes.Enqueue(Encoding.UTF8.GetBytes(text));
}
