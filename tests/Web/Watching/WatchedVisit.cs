using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Tests.Web.Cryptography;

namespace RedConnect.Tests.Web.Watching;

/// <summary>People of a practice who use a program, also while it fails; and the secrets of all that.</summary>
internal sealed class WatchedVisit(FailingProgram program)
{
    private const string Practice = "Praxis Zwetschgenhain";
    private const string User = "zwetschge";
    private static readonly TimeZoneInfo Germany = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private readonly HashSet<string> secrets =
    [
        Practice, User, PlanningBrowser.KeyName(Practice), PlanningBrowser.KeyName(User), FailingProgram.Address,
        Taken("register", "userId"), Taken("plan", "sealedDetails"),
        PlanningBrowser.Example("register").At("credentials").Text("authKey"),
        PlanningBrowser.Example("register").At("workplace").Text("id"),
    ];

    /// <summary>As texts; of what is sent as bytes, base64 and hexadecimal digits.</summary>
    public IReadOnlyCollection<string> Secrets => secrets;

    public async Task<PlanningBrowser> Register() => await PlanningBrowser.Registered(program.Client, Practice, User);

    /// <summary>Plans an appointment for now.</summary>
    /// <returns>Its room and the id of its first link.</returns>
    public async Task<(string Room, string Link)> Plan()
    {
        var (room, link) = (Id(16), "");
        var plan = PlanningBrowser.Example("plan");
        plan["change"] = Id(16);
        plan["start"] = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), Germany)
            .ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        foreach (var pass in plan.At("passes").List())
        {
            var id = Bytes();
            link = link.Length == 0 ? id : link;
            var fingerprint = SHA256.HashData(Convert.FromBase64String(id));
            pass["fingerprint"] = Noted(Convert.ToHexStringLower(fingerprint));
        }

        await Tried(() => program.Client.PutAsJsonAsync(At($"/api/appointments/{room}"), plan));
        return (room, link);
    }

    public async Task<JsonNode?> Enter(string room, string passId)
    {
        var hub = await program.Connect();
        return await Tried(() => hub.InvokeAsync<JsonNode>("Enter", new
        {
            room,
            passId,
            seat = Id(16),
            secret = Bytes(),
            instance = 1,
            sealedHello = Bytes(),
        }));
    }

    /// <summary>Everything that somebody may try, right or wrong.</summary>
    public async Task TryEverything(string room, string link)
    {
        await Task.WhenAll(
            Plan(), Enter(room, link), Enter(Id(16), Bytes()), Knock(), Knock(), Violate(), SignInWrongly(), Lose(),
            Get("/api/appointments?from=2026-01-01&to=2026-01-02"), Get("/arzt/videosprechstunde"),
            Get($"/%23{Noted(Code())}"), Get($"/{Noted(Code())}"), Get($"/api/appointments/{room}/{Id(16)}"));
    }

    /// <summary>More wrong codes than anybody may try.</summary>
    public async Task Flood()
    {
        var hub = await program.Connect();
        for (var n = 0; n < 150; n++)
        {
            await Tried(() => hub.InvokeAsync<JsonNode>("Knock", new { passId = Bytes() }));
        }
    }

    private Task<HttpResponseMessage?> Get(string path) => Tried(() => program.Get(path));

    private async Task Knock()
    {
        var hub = await program.Connect();
        await Tried(() => hub.InvokeAsync<JsonNode>("Evaluate", new { blinded = Bytes() }));
        await Tried(() => hub.InvokeAsync<JsonNode>("Knock", new { passId = Bytes() }));
    }

    private async Task Violate()
    {
        foreach (var method in new[] { "Enter", "Signals", Noted(Code()) })
        {
            var hub = await program.Connect();
            await Tried(() => hub.InvokeAsync<JsonNode>(method, new { room = Noted(Code()), passId = Bytes() }));
        }
    }

    private async Task SignInWrongly()
    {
        var practice = Noted("Praxis " + Code());
        secrets.Add(PlanningBrowser.KeyName(practice));
        foreach (var path in new[] { "/api/session", "/api/practices", "/api/session/challenge" })
        {
            await Tried(() => program.Client.PostAsJsonAsync(At(path), new
            {
                practice,
                user = Noted(Code()),
                authKey = Bytes(),
                workplace = Id(16),
                challenge = Bytes(),
                signature = Bytes(),
            }));
        }
    }

    /// <summary>A body that is no JSON, and one that breaks off.</summary>
    private async Task Lose()
    {
        foreach (var body in new[] { $"{{\"practice\": {Noted(Code())}", $"{{\"practice\": \"{Noted(Code())}" })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            await Tried(() => program.Client.PostAsync(At("/api/session/challenge"), content));
        }
    }

    private string Id(int bytes) => Noted(RandomNumberGenerator.GetHexString(2 * bytes, lowercase: true));

    private static string Code()
    {
        var digits = RandomNumberGenerator.GetHexString(9, lowercase: true);
        return $"{digits[..3]}-{digits[3..6]}-{digits[6..]}";
    }

    private string Bytes()
    {
        var bytes = RandomNumberGenerator.GetBytes(32);
        secrets.UnionWith([Convert.ToHexString(bytes), Convert.ToHexString(SHA256.HashData(bytes))]);
        return Noted(Convert.ToBase64String(bytes));
    }

    private string Noted(string secret)
    {
        secrets.Add(secret);
        return secret;
    }

    private static string Taken(string example, string field) => PlanningBrowser.Example(example).Text(field);

    private static Uri At(string path) => new(path, UriKind.Relative);

    /// <summary>The answer; null if the server or the hub had none.</summary>
    private static async Task<T?> Tried<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception failure) when (failure is HttpRequestException or HubException or InvalidOperationException
            or OperationCanceledException or IOException)
        {
            return default;
        }
    }
}
