using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RedConnect.Tests.Api.Portal;

namespace RedConnect.Tests.Api.Sessions;

/// <summary>Wrong passwords and sheets, counted for each practice and user (docs/portal-api.md, section 4).</summary>
public sealed class LoginThrottleTests(ClockedHost clocked) : IClassFixture<ClockedHost>
{
    private const int Free = 10;

    [Fact]
    public async Task Ten_failures_are_free_and_each_further_one_doubles_the_wait_up_to_five_minutes()
    {
        using var workplace = await Registered();
        await Fail(workplace, Free);
        foreach (var seconds in new[] { 2, 4, 8, 16, 32, 64, 128, 256, 300, 300 })
        {
            await Fail(workplace, 1);
            Assert.Equal(1000 * seconds, await Wait(workplace));
            clocked.Pass(TimeSpan.FromSeconds(seconds));
        }
    }

    [Fact]
    public async Task Waiting_is_for_the_right_password_too_and_what_was_not_tried_is_not_counted()
    {
        using var workplace = await Registered();
        await Fail(workplace, Free + 1);
        clocked.Pass(TimeSpan.FromMilliseconds(500));
        Assert.Equal(1500, await Wait(workplace));
        Assert.Equal("throttled", await Workplace.Code(await workplace.SignIn()));
        clocked.Pass(TimeSpan.FromMilliseconds(1500));
        Assert.Equal(HttpStatusCode.OK, (await workplace.SignIn()).StatusCode);
    }

    [Fact]
    public async Task Signing_in_forgives()
    {
        using var workplace = await Registered();
        await Fail(workplace, Free);
        Assert.Equal(HttpStatusCode.OK, (await workplace.SignIn()).StatusCode);
        await Fail(workplace, Free);
        Assert.Equal(HttpStatusCode.OK, (await workplace.SignIn()).StatusCode);
    }

    [Fact]
    public async Task An_hour_without_failures_forgets_them()
    {
        using var workplace = await Registered();
        await Fail(workplace, Free + 1);
        clocked.Pass(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        await Fail(workplace, Free);
        Assert.Equal(HttpStatusCode.OK, (await workplace.SignIn()).StatusCode);
    }

    [Fact]
    public async Task Wrong_sheets_count_as_wrong_passwords_do()
    {
        using var workplace = await Registered();
        for (var sheet = 0; sheet <= Free; sheet++)
        {
            Assert.Equal("wrongSheet", await Workplace.Code(await Recover(workplace, new byte[32])));
        }

        Assert.Equal("throttled", await Workplace.Code(await Recover(workplace, workplace.SheetAuth)));
    }

    [Fact]
    public async Task Unknown_users_wait_as_known_ones_do_and_nobody_waits_for_another()
    {
        using var workplace = await Registered();
        for (var attempt = 0; attempt <= Free; attempt++)
        {
            Assert.Equal("wrongCredentials", await Workplace.Code(await workplace.SignIn("nobody")));
        }

        Assert.Equal("throttled", await Workplace.Code(await workplace.SignIn("nobody")));
        Assert.Equal("throttled", await Workplace.Code(await workplace.SignIn(" NoBody ")));
        Assert.Equal(HttpStatusCode.OK, (await workplace.SignIn()).StatusCode);
    }

    private async Task<Workplace> Registered()
    {
        var workplace = new Workplace(await clocked.Host.Browser(), "Praxis " + Guid.NewGuid().ToString("N")[..12]);
        await workplace.Register();
        return workplace;
    }

    private static async Task<HttpResponseMessage> Recover(Workplace workplace, byte[] sheetAuth) =>
        await workplace.Post("/api/workplaces/recovery", new JsonObject
        {
            ["signIn"] = await workplace.Proof(),
            ["sheetAuth"] = Convert.ToBase64String(sheetAuth),
            ["workplace"] = workplace.Introduction(),
        });

    private static async Task Fail(Workplace workplace, int times)
    {
        for (var failure = 0; failure < times; failure++)
        {
            Assert.Equal("wrongCredentials", await Workplace.Code(await workplace.SignIn(authKey: new byte[32])));
        }
    }

    /// <summary>What the refusal says, in milliseconds.</summary>
    private static async Task<long?> Wait(Workplace workplace)
    {
        using var refusal = await workplace.SignIn(authKey: new byte[32]);
        Assert.Equal(HttpStatusCode.TooManyRequests, refusal.StatusCode);
        return (long?)(await refusal.Content.ReadFromJsonAsync<JsonObject>())?["retryAfter"];
    }
}
