using System.Net;
using RedConnect.Api.Sessions;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Tests.Api.Portal;

namespace RedConnect.Tests.Api.Sessions;

/// <summary>How long a cookie is worth something (docs/portal-api.md, section 2).</summary>
public sealed class SessionLifeTests(ClockedHost clocked) : IClassFixture<ClockedHost>
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task The_cookie_is_for_this_site_only_and_hidden_from_scripts()
    {
        using var workplace = await Registered();
        using var signedIn = await workplace.SignIn();
        var cookie = Cookie(signedIn) ?? "";
        Assert.Contains("; samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; path=/", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("; expires", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deactivated_user_is_signed_out_by_the_next_request()
    {
        using var workplace = await Registered();
        await clocked.ChangeUser(
            PracticeOf(workplace), Workplace.KeyName("mmuster"), user => user with { Active = false });
        await IsSignedOut(workplace);
    }

    [Fact]
    public async Task A_blocked_workplace_is_signed_out_by_the_next_request()
    {
        using var workplace = await Registered();
        await clocked.ChangeWorkplace(PracticeOf(workplace), workplace.Id, WorkplaceStatus.Blocked);
        await IsSignedOut(workplace);
    }

    [Fact]
    public async Task A_session_that_nobody_uses_ends_after_twelve_hours()
    {
        using var workplace = await Registered();
        clocked.Pass(Lifetime + Moment);
        await IsSignedOut(workplace);
    }

    [Fact]
    public async Task Using_a_session_keeps_it_for_a_day_and_no_longer()
    {
        using var workplace = await Registered();
        clocked.Pass(Lifetime - Moment);
        Assert.Equal(HttpStatusCode.OK, await Ask(workplace));
        clocked.Pass(Lifetime - Moment);
        Assert.Equal(HttpStatusCode.OK, await Ask(workplace));
        clocked.Pass(3 * Moment);
        await IsSignedOut(workplace);
    }

    [Fact]
    public async Task A_copied_cookie_is_worth_nothing_after_signing_out()
    {
        using var workplace = await Registered();
        using var signedIn = await workplace.SignIn();
        var cookie = (Cookie(signedIn) ?? "").Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, await AskWith(cookie));
        await workplace.Client.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskWith(cookie));
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_before()
    {
        using var workplace = await Registered();
        using var first = await workplace.SignIn();
        await workplace.SignIn();
        Assert.Equal(HttpStatusCode.Unauthorized, await AskWith((Cookie(first) ?? "").Split(';')[0]));
    }

    [Theory]
    [InlineData("http", "localhost", "redconnect=", false)]
    [InlineData("http", "[::1]", "redconnect=", false)]
    [InlineData("https", "localhost", "__Host-redconnect=", true)]
    [InlineData("https", "praxis.example", "__Host-redconnect=", true)]
    [InlineData("http", "praxis.example", "__Host-redconnect=", true)]
    public void Cookies_are_secure_and_of_this_host_alone_but_on_loopback(
        string scheme, string site, string name, bool secure)
    {
        var request = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        (request.Request.Scheme, request.Request.Host) = (scheme, new(site));
        var cookie = new HostCookie("redconnect",
            new Microsoft.AspNetCore.Http.HttpContextAccessor { HttpContext = request });
        Assert.Equal((name, secure), (cookie.Name + "=", cookie.Build(request).Secure));
        Assert.Null(cookie.Build(request).Domain);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_of_this_browser_only()
    {
        using var workplace = await Registered();
        using var other = await Registered();
        using var answer = await workplace.Client.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await IsSignedOut(workplace);
        Assert.Equal(HttpStatusCode.OK, await Ask(other));
    }

    [Fact]
    public async Task A_cookie_that_was_changed_is_none()
    {
        using var workplace = await Registered();
        using var signedIn = await workplace.SignIn();
        var cookie = (Cookie(signedIn) ?? "").Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, await AskWith(cookie));
        var middle = cookie.Length / 2;
        var changed = cookie[..middle] + (cookie[middle] is 'A' ? 'B' : 'A') + cookie[(middle + 1)..];
        Assert.Equal(HttpStatusCode.Unauthorized, await AskWith(changed));
    }

    private async Task<Workplace> Opened() => new(await clocked.Host.Browser(), "Praxis " + NewId()[..12]);

    private async Task<Workplace> Registered()
    {
        var workplace = await Opened();
        Assert.Equal(HttpStatusCode.Created, (await workplace.Register()).StatusCode);
        return workplace;
    }

    private static string NewId() => Guid.NewGuid().ToString("N");

    private static string PracticeOf(Workplace workplace) => Workplace.KeyName(workplace.Practice);

    private static Task<HttpResponseMessage> Get(Workplace workplace) =>
        workplace.Client.GetAsync(new Uri("/api/session", UriKind.Relative));

    private static async Task<HttpStatusCode> Ask(Workplace workplace)
    {
        using var answer = await Get(workplace);
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> AskWith(string cookie)
    {
        using var handler = new HttpClientHandler { UseCookies = false, CheckCertificateRevocationList = true };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(clocked.Host.Address, "/api/session"));
        request.Headers.Add("Cookie", cookie);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>For reading and for changing, and with a code.</summary>
    private static async Task IsSignedOut(Workplace workplace)
    {
        await ApiHost.Renew(workplace.Client);
        var room = NewId();
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, "/api/session"),
            (HttpMethod.Get, "/api/appointments?from=2026-11-24&to=2026-11-24"),
            (HttpMethod.Delete, $"/api/appointments/{room}?change={room}&seen=1"),
        })
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            using var answer = await workplace.Client.SendAsync(request);
            Assert.Equal((HttpStatusCode.Unauthorized, "signedOut"), (answer.StatusCode, await Workplace.Code(answer)));
        }
    }

    private static string? Cookie(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies)
            ? cookies.FirstOrDefault(cookie => cookie.StartsWith("redconnect=", StringComparison.Ordinal))
            : null;
}
