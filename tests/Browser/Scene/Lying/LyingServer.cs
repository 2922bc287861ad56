using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace RedConnect.Tests.Browser.Scene.Lying;

/// <summary>
/// Sits between pages and their server and changes what they receive: it knows the room key, as one who has bought the
/// typed code would, and gives every page its own key in the place of each other page's.
/// </summary>
internal sealed partial class LyingServer(Lie lie, StolenKey key)
{
    private const byte EndOfText = 0x1e;

    private readonly ConcurrentDictionary<string, Page> pages = new();
    private readonly byte[] fingerprint = RandomNumberGenerator.GetBytes(32);
    private readonly string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Stands between this page and the room from now on.</summary>
    public Task StandBefore(IPage page) => page.RouteWebSocketAsync(RoomHub(), socket =>
    {
        var server = socket.ConnectToServer();
        var seat = "";
        socket.OnMessage(frame => Pass(
            frame, server, map => seat = map.Bytes("secret") is { } secret ? StolenKey.SeatId(secret) : seat));
        server.OnMessage(frame => Pass(frame, socket, map => Change(map, seat)));
    });

    private static void Pass(IWebSocketFrame frame, IWebSocketRoute to, Action<Dictionary<object, object?>> change)
    {
        // Playwright offers every frame as both; only SignalR's handshake is text.
        var bytes = frame.Binary ?? [];
        if (bytes is [(byte)'{', .., EndOfText])
        {
            to.Send(Encoding.UTF8.GetString(bytes));
        }
        else
        {
            to.Send(HubFrames.Rewrite(bytes, change));
        }
    }

    private void Change(Dictionary<object, object?> map, string receiver)
    {
        if (map.Bytes("sealedHello") is { } hello)
        {
            map["sealedHello"] = Changed(hello, map.Text("seat"), map.Text("instance"), receiver);
        }
        else if (map.Bytes("sealed") is { } signal)
        {
            var from = pages[$"{map.Text("from")}/{map.Text("fromInstance")}"];
            var to = pages[$"{receiver}/{map.Text("toInstance")}"];
            map["sealed"] = Changed(signal, from, to, map.Text("number"));
        }
    }

    private byte[] Changed(byte[] hello, string seat, string instance, string receiver)
    {
        string[] place = [seat, instance];
        var page = pages.GetOrAdd(string.Join('/', place), _ => Page.Of(seat, instance, key.OpenHello(hello, place)));
        return seat == receiver ? hello
            : lie is Lie.ReplaysHellos ? key.SealHello(page, [seat, "1000"])
            : key.SealHello(Shown(page), place);
    }

    private byte[] Changed(byte[] signal, Page from, Page to, string number)
    {
        var plaintext = JsonNode.Parse(key.OpenSignal(from, to, number, signal))
            ?? throw new InvalidOperationException("A signal without a plaintext.");
        switch ((string?)plaintext["kind"])
        {
            case "description":
                var description = plaintext["description"] ?? throw new InvalidOperationException("No description.");
                description["sdp"] = FingerprintLine().Replace((string?)description["sdp"] ?? "", Changed);
                break;
            case "commitment":
                plaintext["commitment"] = key.Commitment(Shown(from), to, nonce);
                break;
            case "reveal":
                plaintext["nonce"] = lie is Lie.Grinds ? new string('0', nonce.Length) : nonce;
                break;
        }

        return key.SealSignal(from, to, number, Encoding.UTF8.GetBytes(plaintext.ToJsonString()));
    }

    private string Changed(Match line) => lie switch
    {
        Lie.AddsAFingerprint => $"{line.Value}\r\n{Line}",
        Lie.SwapsTheFingerprint or Lie.SwapsTheCertificate => Line,
        _ => line.Value,
    };

    /// <summary>How the pages are to see this one.</summary>
    private Page Shown(Page page) =>
        lie is Lie.SwapsTheCertificate ? key.Forged(page) with { Fingerprint = fingerprint } : key.Forged(page);

    private string Line => $"a=fingerprint:sha-256 {BitConverter.ToString(fingerprint).Replace('-', ':')}";

    [GeneratedRegex("/hubs/room")]
    private static partial Regex RoomHub();

    [GeneratedRegex(@"a=fingerprint:sha-256 [0-9A-F:]+")]
    private static partial Regex FingerprintLine();
}
