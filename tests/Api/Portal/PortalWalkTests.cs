using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RedConnect.Api.Portal;

namespace RedConnect.Tests.Api.Portal;

/// <summary>A client that sends the examples of docs/portal-api.md, and finds those of the answers.</summary>
public sealed class PortalWalkTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const int Free = 10;
    private static readonly string Room = (string?)PortalExample.Read("appointment")["id"] ?? "";

    [Fact]
    public async Task The_examples_lead_from_registering_to_a_cancelled_appointment()
    {
        using var client = await host.Browser();
        using var first = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Is("token", HttpStatusCode.OK, await client.GetAsync(At("/api/session/token")));
        await IsEmpty(HttpStatusCode.Created, await Post(client, "/api/practices", PortalExample.With(
            "register", ("workplace.publicKey", PublicKey(first)))));
        await SignIn(client, first);
        await Recover(client);
        await Plan(client);
        await IsRefused(client);
        var cancelled = await client.DeleteAsync(At($"/api/appointments/{Room}?change={Workplace.NewId()}&seen=2"));
        Assert.True((bool?)(await Is("appointment", HttpStatusCode.OK, cancelled))?["cancelled"]);
        await IsEmpty(HttpStatusCode.OK, await client.DeleteAsync(At("/api/session")));
    }

    private static async Task SignIn(HttpClient client, ECDsa key)
    {
        await ApiHost.Renew(client);
        var challenge = await Challenge(client);
        await Is("session", HttpStatusCode.OK, await Post(client, "/api/session", PortalExample.With(
            "sign-in", ("challenge", challenge), ("signature", Signature(key, challenge)))));
        await Is("session", HttpStatusCode.OK, await client.GetAsync(At("/api/session")));
    }

    private static async Task Recover(HttpClient client)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await ApiHost.Renew(client);
        var challenge = await Challenge(client);
        var body = PortalExample.With(
            "recover",
            ("signIn.challenge", challenge),
            ("signIn.signature", Signature(key, challenge)),
            ("workplace.publicKey", PublicKey(key)));
        var session = await Is("session", HttpStatusCode.OK, await Post(client, "/api/workplaces/recovery", body));
        await ApiHost.Renew(client);
        await IsEmpty(HttpStatusCode.NoContent, await client.PutAsJsonAsync(
            At($"/api/workplaces/{(string?)session?["workplace"]}/name"), PortalExample.Read("name-workplace")));
    }

    private static async Task Plan(HttpClient client)
    {
        await Is("appointment", HttpStatusCode.OK, await Put(client, PortalExample.With("plan", ("start", Day(2)))));
        var changed = PortalExample.With("change", ("start", Day(3)));
        await Is("appointment", HttpStatusCode.OK, await Put(client, changed));
        await Is("appointment", HttpStatusCode.OK, await Put(client, changed));
        var (from, to) = (Day(2)[..10], Day(3)[..10]);
        var list = await client.GetAsync(At($"/api/appointments?from={from}&to={to}"));
        await Is("appointments", HttpStatusCode.OK, list);
    }

    private static async Task IsRefused(HttpClient client)
    {
        var late = PortalExample.With("change", ("start", Day(4)), ("change", Workplace.NewId()));
        await Is("refusal-changed-meanwhile", HttpStatusCode.Conflict, await Put(client, late));
        var endless = PortalExample.With("change", ("durationMinutes", 481));
        await Is("refusal", HttpStatusCode.BadRequest, await Put(client, endless));
        var skipped = PortalExample.With("change", ("start", SkippedHour()));
        await Is("refusal-no-such-time", HttpStatusCode.UnprocessableEntity, await Put(client, skipped));
        var wrong = PortalExample.With("sign-in", ("user", "Berta"), ("challenge", await Challenge(client)));
        for (var attempt = 0; attempt < Free; attempt++)
        {
            Assert.Equal("wrongCredentials", await Workplace.Code(await Post(client, "/api/session", wrong)));
        }

        await Is("refusal-throttled", HttpStatusCode.TooManyRequests, await Post(client, "/api/session", wrong));
    }

    private static async Task<string> Challenge(HttpClient client)
    {
        var reply = await Post(client, "/api/session/challenge", PortalExample.Read("challenge"));
        return (string?)(await Is("challenge-reply", HttpStatusCode.OK, reply))?["challenge"] ?? "";
    }

    private static Task<HttpResponseMessage> Post(HttpClient client, string path, JsonNode body) =>
        client.PostAsJsonAsync(At(path), body);

    private static Task<HttpResponseMessage> Put(HttpClient client, JsonNode body) =>
        client.PutAsJsonAsync(At($"/api/appointments/{Room}"), body);

    private static async Task<JsonNode?> Is(string example, HttpStatusCode status, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, text);
        Assert.True(answer.Headers.CacheControl is { NoStore: true });
        Assert.Equal(PortalExample.Shape(PortalExample.Read(example)), PortalExample.Shape(JsonNode.Parse(text)));
        return JsonNode.Parse(text);
    }

    private static async Task IsEmpty(HttpStatusCode status, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((status, ""), (answer.StatusCode, text));
    }

    private static string PublicKey(ECDsa key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    private static string Signature(ECDsa key, string challenge)
    {
        var proof = PortalExample.Read("sign-in");
        string[] fields = ["rc2", "login", KeyName(proof["practice"]), KeyName(proof["user"]), challenge];
        var message = Encoding.UTF8.GetBytes(string.Join('\u001f', fields));
        return Convert.ToBase64String(key.SignData(message, HashAlgorithmName.SHA256));
    }

    private static string KeyName(JsonNode? name) => ShortName.KeyName((string?)name ?? "");

    /// <summary>So many days ahead, half past nine.</summary>
    private static string Day(int ahead) =>
        AppointmentTests.Tomorrow.AddDays(ahead).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    /// <summary>Half past two on the next last Sunday of March.</summary>
    private static string SkippedHour()
    {
        var day = new DateTime(AppointmentTests.Tomorrow.Year + 1, 3, 31, 2, 30, 0, DateTimeKind.Unspecified);
        return day.AddDays(-(int)day.DayOfWeek).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
    }

    private static Uri At(string path) => new(path, UriKind.Relative);
}
