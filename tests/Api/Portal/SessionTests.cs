using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace RedConnect.Tests.Api.Portal;

public sealed class SessionTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static string NewName() => "Praxis " + Guid.NewGuid().ToString("N")[..12];

    [Fact]
    public async Task Registering_signs_nobody_in_however_often_and_signing_in_does()
    {
        using var workplace = new Workplace(await host.Browser(), NewName());
        for (var time = 0; time < 2; time++)
        {
            using var answer = await workplace.Post("/api/practices", workplace.Registration());
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }

        Assert.Equal(HttpStatusCode.OK, (await workplace.SignIn()).StatusCode);
        var session = await workplace.Client.GetFromJsonAsync<JsonObject>("/api/session");
        Assert.Equal("CQkJ", (string?)session?["wrappedKeyRing"]);
    }

    [Fact]
    public async Task A_short_name_is_taken_only_once_whatever_its_case_and_blanks()
    {
        var name = NewName();
        using var first = new Workplace(await host.Browser(), name);
        await first.Register();
        using var second = new Workplace(await host.Browser(), "  " + name.ToUpperInvariant());
        using var refusal = await second.Register();
        Assert.Equal(HttpStatusCode.Conflict, refusal.StatusCode);
        Assert.Equal("shortNameTaken", await Workplace.Code(refusal));
    }

    [Fact]
    public async Task Signing_in_works_again_after_signing_out()
    {
        using var workplace = new Workplace(await host.Browser(), NewName());
        await workplace.Register();
        await workplace.Client.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized,
            (await workplace.Client.GetAsync(new Uri("/api/session", UriKind.Relative))).StatusCode);
        await ApiHost.Renew(workplace.Client);
        Assert.Equal(HttpStatusCode.OK, (await workplace.SignIn()).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/session")]
    [InlineData("GET", "/api/appointments?from=2026-11-24&to=2026-11-25")]
    [InlineData("DELETE",
        "/api/appointments/00000000000000000000000000000000?change=00000000000000000000000000000000&seen=1")]
    public async Task Requests_without_a_session_are_refused_with_a_code(string method, string path)
    {
        using var client = await host.Browser();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var refusal = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
        Assert.Equal("application/problem+json", refusal.Content.Headers.ContentType?.MediaType);
        Assert.Equal("signedOut", await Workplace.Code(refusal));
    }

    [Fact]
    public async Task Wrong_practice_user_and_password_get_the_same_answer()
    {
        var name = NewName();
        using var workplace = new Workplace(await host.Browser(), name);
        await workplace.Register();
        using var stranger = new Workplace(await host.Browser(), NewName());
        var answers = new List<string>();
        foreach (
            var response in new[] { await workplace.SignIn(authKey: new byte[32]), await workplace.SignIn("nobody"),
            await stranger.SignIn() })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            answers.Add(await Workplace.Code(response) ?? "");
        }

        Assert.Equal(["wrongCredentials", "wrongCredentials", "wrongCredentials"], answers);
    }

    [Fact]
    public async Task A_browser_that_is_not_approved_is_refused_and_the_recovery_sheet_approves_it()
    {
        var name = NewName();
        using var first = new Workplace(await host.Browser(), name);
        await first.Register();
        using var other = new Workplace(await host.Browser(), name) { AuthKey = first.AuthKey };
        Assert.Equal("workplaceUnknown", await Workplace.Code(await other.SignIn()));
        Assert.Equal("wrongSheet", await Workplace.Code(await other.Recover(new byte[32])));
        Assert.Equal(HttpStatusCode.OK, (await other.Recover(first.SheetAuth)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.SignIn()).StatusCode);
    }

    [Fact]
    public async Task A_recovered_workplace_is_named_afterwards_as_often_as_it_takes()
    {
        var name = NewName();
        using var first = new Workplace(await host.Browser(), name);
        await first.Register();
        using var other = new Workplace(await host.Browser(), name) { AuthKey = first.AuthKey };
        await other.Recover(first.SheetAuth);
        Assert.Equal(HttpStatusCode.NoContent, (await other.Name(other.Id)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await other.Name(other.Id)).StatusCode);
        Assert.Equal("unknownWorkplace", await Workplace.Code(await other.Name(Workplace.NewId())));
    }

    [Fact]
    public async Task Too_many_wrong_passwords_have_to_wait()
    {
        using var workplace = new Workplace(await host.Browser(), NewName());
        await workplace.Register();
        HttpResponseMessage? last = null;
        for (var attempt = 0; attempt < 12; attempt++)
        {
            last = await workplace.SignIn(authKey: new byte[32]);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last?.StatusCode);
    }

    [Fact]
    public async Task Without_the_pages_token_nothing_changes()
    {
        using var workplace = new Workplace(await host.Browser(), NewName());
        workplace.Client.DefaultRequestHeaders.Remove("X-CSRF-TOKEN");
        using var refusal = await workplace.Post("/api/practices", workplace.Registration());
        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
        Assert.Equal("antiforgery", await Workplace.Code(refusal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"practice\": 5}")]
    [InlineData("{\"practice\": \"x\", \"authKey\": \"not base64!\"}")]
    [InlineData("{\"practice\": \"<script>\"}")]
    public async Task Malformed_bodies_get_a_typed_answer(string body)
    {
        using var client = await host.Browser();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var refusal = await client.PostAsync(new Uri("/api/practices", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
        Assert.Equal("malformed", await Workplace.Code(refusal));
    }

    [Fact]
    public async Task Oversized_bodies_get_a_typed_answer()
    {
        using var client = await host.Browser();
        using var content =
            new StringContent($"{{\"practice\":\"{new string('x', 100_000)}\"}}", Encoding.UTF8, "application/json");
        using var refusal = await client.PostAsync(new Uri("/api/practices", UriKind.Relative), content);
        Assert.Equal("tooLarge", await Workplace.Code(refusal));
    }
}
