using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Api.Rooms;

namespace RedConnect.Tests.Load.People;

/// <summary>
/// Somebody without account or code, at a network of their own, who sends what nobody needs. Each method sends one
/// attempt and returns how it was answered.
/// </summary>
internal sealed class Stranger : IAsyncDisposable
{
    /// <summary>A point of P-256: a blinded code, whichever it is.</summary>
    private static readonly byte[] Blinded =
        Convert.FromHexString("03723a1e5c09b8b9c18d1dcbca29e8007e95f14f4732d9346d490ffc195110368d");

    /// <summary>As docs/protocol.md asks of clients.</summary>
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(2);
    private readonly PortalClient portal;
    private readonly HubConnection line;

    private Stranger(Uri address, string network)
    {
        portal = new PortalClient(address, network);
        line = new HubConnectionBuilder().WithUrl(new Uri(address, "/hubs/room?v=2"), options =>
        {
            options.SkipNegotiation = true;
            options.Transports = HttpTransportType.WebSockets;
            options.Headers[PortalClient.ForwardedFor] = network;
        }).AddMessagePackProtocol().Build();
        line.KeepAliveInterval = PingInterval;
    }

    public static async Task<Stranger> At(Uri address, string network)
    {
        var stranger = new Stranger(address, network);
        await stranger.portal.Token();
        await stranger.line.StartAsync();
        return stranger;
    }

    /// <summary>Signs in with a wrong password.</summary>
    public async Task<string> SignIn(string practice) => await Outcome(await portal.SignIn(practice, authKey: 1));

    public async Task<string> Register() => await Outcome(await portal.Register(MadeUp()));

    public async Task<string> Evaluate() =>
        (await line.InvokeAsync<EvaluateReply>("Evaluate", new EvaluateRequest(Blinded))).Refusal?.Reason ?? "ok";

    public Task<string> TryCode() => Knock(room: null);

    public Task<string> KnockAtMadeUpRoom() => Knock(PortalClient.Id());

    public async Task<string> EnterMadeUpRoom()
    {
        var request = new EnterRequest(PortalClient.Id(), RandomNumberGenerator.GetBytes(32),
            RandomNumberGenerator.GetBytes(32), 1, new byte[64]);
        return (await line.InvokeAsync<EnterReply>("Enter", request)).Refusal?.Reason ?? "ok";
    }

    public static string MadeUp() => "made up " + PortalClient.Id()[..16];

    public async ValueTask DisposeAsync()
    {
        portal.Dispose();
        await line.DisposeAsync();
    }

    /// <summary>The code of a refusal, and whether it says when to come back.</summary>
    public static async Task<string> Outcome(HttpResponseMessage answer)
    {
        using (answer)
        {
            if (answer.IsSuccessStatusCode)
            {
                return "ok";
            }

            var code = await Code(answer) ?? $"{(int)answer.StatusCode}";
            return answer.Headers.RetryAfter is null ? code : $"{code}, told when";
        }
    }

    private static async Task<string?> Code(HttpResponseMessage answer)
    {
        try
        {
            return (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())?["code"];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<string> Knock(string? room) =>
        (await line.InvokeAsync<KnockReply>("Knock", new KnockRequest(room, RandomNumberGenerator.GetBytes(32))))
            .Refusal?.Reason ?? "ok";
}
