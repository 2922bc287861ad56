using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RedConnect.Tests.Api.Portal;

namespace RedConnect.Tests.Api.Sessions;

/// <summary>How often passwords and sheets may be tried, and by whom (docs/portal-api.md, section 4).</summary>
public sealed class LoginThrottleTests(ClockedHost clocked) : IClassFixture<ClockedHost>
{
    private const int AtOnce = 10;
    private static readonly TimeSpan Leak = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_workplace_has_ten_attempts_and_one_more_every_half_minute()
    {
        using var workplace = await Registered();
        await Fail(workplace, AtOnce);
        Assert.Equal((long)Leak.TotalMilliseconds, await Wait(workplace));
        clocked.Pass(Leak);
        await Fail(workplace, 1);
        Assert.Equal((long)Leak.TotalMilliseconds, await Wait(workplace));
    }

    [Fact]
    public async Task Waiting_is_for_the_right_password_too_and_what_was_not_tried_is_not_counted()
    {
        using var workplace = await Registered();
        await Fail(workplace, AtOnce);
        Assert.Equal("throttled", await Workplace.Code(await workplace.SignIn()));
        clocked.Pass(Leak);
        Assert.Equal(HttpStatusCode.OK, (await workplace.SignIn()).StatusCode);
    }

    [Fact]
    public async Task Signing_in_forgives()
    {
        using var workplace = await Registered();
        for (var round = 0; round < 2; round++)
        {
            await Fail(workplace, AtOnce - 1);
            Assert.Equal(HttpStatusCode.OK, (await workplace.SignIn()).StatusCode);
        }
    }

    [Fact]
    public async Task Attempts_of_strangers_do_not_shut_out_an_approved_workplace()
    {
        using var workplace = await Registered();
        using var stranger = new Workplace(await clocked.Host.Browser(), workplace.Practice);
        await Fail(stranger, AtOnce);
        Assert.Equal("throttled", await Workplace.Code(await stranger.SignIn()));
        Assert.Equal(HttpStatusCode.OK, (await workplace.SignIn()).StatusCode);
    }

    [Fact]
    public async Task Wrong_sheets_count_as_wrong_passwords_do()
    {
        using var workplace = await Registered();
        using var other = new Workplace(await clocked.Host.Browser(), workplace.Practice)
        {
            AuthKey = workplace.AuthKey,
        };
        for (var sheet = 0; sheet < AtOnce; sheet++)
        {
            Assert.Equal("wrongSheet", await Workplace.Code(await other.Recover(new byte[32])));
        }

        Assert.Equal("throttled", await Workplace.Code(await other.Recover(workplace.SheetAuth)));
    }

    [Fact]
    public async Task Unknown_users_wait_as_known_ones_do_and_nobody_waits_for_another()
    {
        using var workplace = await Registered();
        for (var attempt = 0; attempt < AtOnce; attempt++)
        {
            Assert.Equal("wrongCredentials", await Workplace.Code(await workplace.SignIn("nobody")));
        }

        Assert.Equal("throttled", await Workplace.Code(await workplace.SignIn(" NoBody ")));
        clocked.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.OK, (await workplace.SignIn()).StatusCode);
    }

    private async Task<Workplace> Registered()
    {
        clocked.Pass(TimeSpan.FromHours(1));
        var workplace = new Workplace(await clocked.Host.Browser(), "Praxis " + Workplace.NewId()[..12]);
        await workplace.Register();
        return workplace;
    }

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
