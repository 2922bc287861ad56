using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Web.Cryptography;

/// <summary>Plans an appointment over HTTP as the portal's client does.</summary>
internal sealed class PlanningBrowser(HttpClient client)
{
    public const string Room = "00112233445566778899aabbccddeeff";

    public static async Task<PlanningBrowser> Registered(
        HttpClient client, string practice = "Praxis Berg", string user = "Anna")
    {
        var browser = new PlanningBrowser(client);
        using var workplace = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var registration = Example("register");
        (registration["practice"], registration["user"]) = (practice, user);
        registration.At("workplace")["publicKey"] = Convert.ToBase64String(workplace.ExportSubjectPublicKeyInfo());
        await browser.Renew();
        await browser.Send(HttpMethod.Post, "/api/practices", registration);
        await browser.SignIn(registration, workplace);
        await browser.Renew();
        return browser;
    }

    /// <summary>Plans a room whose patient has the code; the copies of the room key are kept for the thief.</summary>
    public async Task Plan(string code, byte[] roomKey, List<byte[]> copies)
    {
        var blind = RandomNumberGenerator.GetBytes(31);
        var digits = Encoding.ASCII.GetBytes(code);
        var request = new JsonObject { ["blinded"] = Convert.ToBase64String(Oprf.Blind(digits, blind)) };
        var reply = await Send(HttpMethod.Post, "/api/codes/evaluation", request);
        var evaluated = Convert.FromBase64String(reply?["evaluated"]?.ToString() ?? "");
        var output = Oprf.Finish(digits, blind, evaluated);
        var secret = Vectors.Stretch(output, Encoding.UTF8.GetBytes("redconnect/rc2/access-code"), 32);
        copies.Add(Vectors.Seal(PassSecrets.KeyOf(secret), roomKey, "room-key", Room, "patient"));

        var plan = Example("plan");
        plan["start"] = TimeProvider.System.GetUtcNow().AddDays(1)
            .ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        var pass = plan.At("passes").List()
            .Single(each => (each.Text("kind"), each.Text("role")) == ("code", "patient"));
        pass["fingerprint"] = PassSecrets.FingerprintOf(secret);
        pass["sealedRoomKey"] = Convert.ToBase64String(copies[0]);
        await Send(HttpMethod.Put, $"/api/appointments/{Room}", plan);
    }

    private async Task SignIn(JsonNode registration, ECDsa workplace)
    {
        var (practice, user) = (registration.Text("practice"), registration.Text("user"));
        var asked = new JsonObject { ["practice"] = practice };
        var challenge = (await Send(HttpMethod.Post, "/api/session/challenge", asked))?["challenge"]?.ToString() ?? "";
        var message = Vectors.Fields("rc2", "login", KeyName(practice), KeyName(user), challenge);
        await Send(HttpMethod.Post, "/api/session", new JsonObject
        {
            ["practice"] = practice,
            ["user"] = user,
            ["authKey"] = registration.At("credentials").Text("authKey"),
            ["workplace"] = registration.At("workplace").Text("id"),
            ["challenge"] = challenge,
            ["signature"] = Convert.ToBase64String(workplace.SignData(message, HashAlgorithmName.SHA256)),
        });
    }

    public static string KeyName(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name.Trim().ToLowerInvariant())));

    public static JsonNode Example(string name) =>
        JsonNode.Parse(File.ReadAllText(Checkout.In("docs", "portal", $"{name}.json")))
        ?? throw new InvalidOperationException($"The example {name} is empty.");

    private async Task Renew()
    {
        var token = await client.GetFromJsonAsync<JsonObject>("/api/session/token");
        client.DefaultRequestHeaders.Remove("X-CSRF-TOKEN");
        client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", token?["token"]?.ToString());
    }

    public async Task<JsonNode?> Send(HttpMethod method, string path, JsonNode body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
