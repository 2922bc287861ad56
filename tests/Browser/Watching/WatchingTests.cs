using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Watching;

/// <summary>Logs, metrics and traces show how the service works, and nothing about people.</summary>
public sealed class WatchingTests(WatchedStage stage) : IClassFixture<WatchedStage>
{
    private const string PatientsAddress = "203.0.113.77";

    [Fact]
    public async Task Logs_metrics_and_traces_of_a_call_hold_figures_and_no_secrets()
    {
        const string name = "Zoe Zwetschgenmüller";
        const string email = "zoe.zwetschge@example.org";
        var codes = await stage.Practice.Plan(name, email: email);
        var practitioner = await stage.Practitioner.Enter(codes.Practitioner, Practice.FullName);
        var proxied = new BrowserNewContextOptions { ExtraHTTPHeaders = [new("X-Forwarded-For", PatientsAddress)] };
        var patient = await stage.Patient.Enter(codes.Patient, name, proxied);
        await practitioner.InCall();
        await patient.InCall();
        await patient.Page.Context.SetOfflineAsync(true);
        await practitioner.Presence("reconnecting");
        await patient.Page.Context.SetOfflineAsync(false);
        await practitioner.Presence("present");
        await patient.SwitchMicrophone();
        await practitioner.Microphone(on: false);
        await stage.Server.Collector.Receives("RoomHub/Signal");
        await stage.Server.Collector.Receives("redconnect.seat.resume.duration");
        var metrics = await Metrics();
        string[] secrets =
        [
            name, email, PatientsAddress, Practice.FullName, Practice.Password, "Praxis am Markt", "mmuster",
            "Sprechzimmer Eins", WatchedServer.Secret, .. codes.Spellings, "a=ice-ufrag", "a=fingerprint", "candidate:",
            Hash("praxis am markt"), Hash("mmuster"), .. await SeatOf(practitioner), .. await SeatOf(patient),
            .. await CookiesOf(stage.Practice.Page), .. await CookiesOf(patient.Page),
        ];
        var texts = new[] { stage.Server.Log, metrics }.Select(Encoding.UTF8.GetBytes);
        Assert.Empty(Secrets.FoundIn(texts.Concat(stage.Server.Collector.Bodies), secrets));

        Assert.Contains("A seat was entered", stage.Server.Log, StringComparison.Ordinal);
        Assert.Matches("""redconnect_seat_taken\{[^}]*redconnect_presence="present"[^}]*\} 2""", metrics);
        Assert.Matches("""redconnect_room_active\{[^}]*\} 1""", metrics);
        Assert.Matches("""redconnect_seat_resume_duration_seconds_count\{[^}]*\} [1-9]""", metrics);
        Assert.NotEmpty(Secrets.FoundIn(stage.Server.Collector.Bodies, "IRoomGrain/Enter"));
        await patient.Page.Context.CloseAsync();
        await practitioner.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_dashboard_works_under_its_own_content_security_policy()
    {
        var credentials = new HttpCredentials { Username = "operator", Password = WatchedServer.Secret };
        var page = await stage.Practitioner.NewPage(new() { HttpCredentials = credentials });
        var messages = new List<string>();
        page.Console += (_, message) => messages.Add(message.Text);
        await page.GotoAsync("/operator/dashboard/");
        await page.GetByText("Active Silos").WaitForAsync();
        Assert.DoesNotContain(messages, text => text.Contains("Content Security Policy", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    private async Task<string> Metrics()
    {
        using var client = new HttpClient { BaseAddress = stage.Server.Address };
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"operator:{WatchedServer.Secret}"));
        client.DefaultRequestHeaders.Authorization = new("Basic", credentials);
        return await client.GetStringAsync(new Uri("/operator/metrics", UriKind.Relative));
    }

    /// <summary>What the tab keeps to come back, in every form in which a server could have it.</summary>
    private static async Task<IEnumerable<string>> SeatOf(RoomPage room)
    {
        var kept = await room.Page.EvaluateAsync<string[]>("""
            () => {
              const { seat, secret, room } = JSON.parse(sessionStorage.getItem('redconnect.seat'));
              return [seat, room.id, room.key, secret, room.passId];
            }
            """);
        var (secret, passId) = (Convert.FromBase64String(kept[3]), Convert.FromBase64String(kept[4]));
        var fingerprint = SHA256.HashData(passId);
        return [.. kept, .. new[] { secret, passId, fingerprint }.Select(Convert.ToHexString)];
    }

    private static async Task<IEnumerable<string>> CookiesOf(IPage page) => (await page.Context.CookiesAsync())
        .Where(cookie => cookie.Name.StartsWith("redconnect", StringComparison.Ordinal))
        .Select(cookie => cookie.Value);

    private static string Hash(string shortName) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(shortName)));
}
