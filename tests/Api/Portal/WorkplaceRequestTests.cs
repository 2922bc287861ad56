using System.Net;
using System.Text.Json.Nodes;
using RedConnect.Tests.Api.Sessions;

namespace RedConnect.Tests.Api.Portal;

/// <summary>From a browser's first sign-in to its approval and end, over the interface alone.</summary>
public sealed class WorkplaceRequestTests(ClockedHost clocked) : IClassFixture<ClockedHost>
{
    [Fact]
    public async Task A_new_browser_asks_waits_and_signs_in_once_it_is_approved()
    {
        using var admin = await Registered();
        using var other = await Opened(admin);
        var refusal = await PortalExample.Is("refusal-workplace-unknown", await other.SignIn());
        Assert.Equal("Bg==", (string?)refusal["sealedNamingKey"]);
        await PortalExample.Is("workplace-status", await other.Ask());
        Assert.Equal("requested", await Status(other));
        Assert.Equal("workplaceUnknown", await Workplace.Code(await other.SignIn()));
        await PortalExample.Is("workplaces", await admin.Get("/api/workplaces"));
        var approved = await Workplace.Read(await admin.Decide(other.Id, "approved", seen: 1));
        Assert.Equal(("approved", false, 2),
            ((string?)approved["status"], (bool?)approved["here"], (int?)approved["revision"]));
        Assert.Equal("approved", await Status(other));
        Assert.Equal(HttpStatusCode.OK, (await other.SignIn()).StatusCode);
        await PortalExample.Is("workplace", await admin.Decide(other.Id, "approved", seen: 1));
    }

    [Fact]
    public async Task A_wrong_password_asks_for_nothing_and_gets_no_key()
    {
        using var admin = await Registered();
        using var other = await Opened(admin);
        using var refusal = await other.Ask(authKey: new byte[32]);
        Assert.Equal("wrongCredentials", await Workplace.Code(refusal));
        Assert.DoesNotContain("sealedNamingKey", await refusal.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single((await Workplace.Read(await admin.Get("/api/workplaces"))).AsArray());
        Assert.Null(await Status(other));
    }

    [Fact]
    public async Task Who_asks_proves_the_key_it_introduces_and_cannot_take_the_place_of_another()
    {
        using var admin = await Registered();
        using var other = await Opened(admin);
        var body = new JsonObject { ["signIn"] = await other.Proof(), ["workplace"] = other.Introduction() };
        body["signIn"]?["signature"] = Convert.ToBase64String(new byte[64]);
        Assert.Equal("wrongWorkplace", await Workplace.Code(await other.Post("/api/workplaces/requests", body)));
        using var thief = await Opened(admin);
        var proof = await thief.Proof();
        proof["workplace"] = admin.Id;
        var introduction = thief.Introduction();
        introduction["id"] = admin.Id;
        body = new JsonObject { ["signIn"] = proof, ["workplace"] = introduction };
        Assert.Equal("wrongWorkplace", await Workplace.Code(await thief.Post("/api/workplaces/requests", body)));
        Assert.Equal(HttpStatusCode.OK, (await admin.SignIn()).StatusCode);
    }

    [Fact]
    public async Task A_request_repeated_is_one_and_a_user_has_three_at_a_time()
    {
        using var admin = await Registered();
        for (var n = 0; n < 3; n++)
        {
            using var other = await Opened(admin);
            Assert.Equal(HttpStatusCode.OK, (await other.Ask()).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await other.Ask()).StatusCode);
        }

        using var fourth = await Opened(admin);
        Assert.Equal("tooManyRequests", await Workplace.Code(await fourth.Ask()));
        clocked.Pass(TimeSpan.FromHours(24));
        Assert.Equal(HttpStatusCode.OK, (await fourth.Ask()).StatusCode);
    }

    [Fact]
    public async Task A_rejected_browser_is_told_and_does_not_get_in()
    {
        using var admin = await Registered();
        using var other = await Opened(admin);
        await other.Ask();
        await admin.Decide(other.Id, "rejected", seen: 1);
        Assert.Equal("rejected", await Status(other));
        Assert.Equal("workplaceUnknown", await Workplace.Code(await other.SignIn()));
        using var late = await admin.Decide(other.Id, "approved", seen: 1);
        Assert.Equal("changedMeanwhile", await Workplace.Code(late));
        clocked.Pass(TimeSpan.FromHours(24));
        Assert.Null(await Status(other));
    }

    [Fact]
    public async Task Blocking_ends_the_sessions_there_at_once_and_for_good()
    {
        using var admin = await Registered();
        using var other = await admin.Joins(await clocked.Host.Browser(), "staff");
        Assert.Equal(HttpStatusCode.OK, (await other.Get("/api/session")).StatusCode);
        await admin.Decide(other.Id, "blocked", seen: 2);
        Assert.Equal("signedOut", await Workplace.Code(await other.Get("/api/session")));
        await ApiHost.Renew(other.Client);
        Assert.Equal("workplaceUnknown", await Workplace.Code(await other.SignIn()));
        Assert.Equal("changedMeanwhile", await Workplace.Code(await admin.Decide(other.Id, "approved", seen: 3)));
    }

    [Fact]
    public async Task Users_approve_what_they_asked_for_themselves_and_nothing_else()
    {
        using var admin = await Registered();
        using var staff = await admin.Joins(await clocked.Host.Browser(), "staff");
        using var phone = new Workplace(await clocked.Host.Browser(), staff.Practice)
        {
            User = staff.User, AuthKey = staff.AuthKey,
        };
        await phone.Ask();
        Assert.Equal(HttpStatusCode.OK, (await staff.Decide(phone.Id, "approved", seen: 1)).StatusCode);
        Assert.Equal("notAllowed", await Workplace.Code(await staff.Decide(phone.Id, "blocked", seen: 2)));
        using var tablet = await Opened(admin);
        await tablet.Ask();
        Assert.Equal("notAllowed", await Workplace.Code(await staff.Decide(tablet.Id, "approved", seen: 1)));
    }

    [Fact]
    public async Task With_no_workplace_left_the_sheet_approves_one_and_a_new_sheet_ends_the_old_one()
    {
        using var admin = await Registered();
        await admin.Decide(admin.Id, "blocked", seen: 1);
        using var other = await Opened(admin);
        Assert.Equal(HttpStatusCode.OK, (await other.Recover(admin.SheetAuth)).StatusCode);
        var replacing = new JsonObject { ["sheet"] = Workplace.Sheet(other.SheetAuth), ["seen"] = 1 };
        Assert.Equal(HttpStatusCode.NoContent, (await other.Put("/api/sheet", replacing)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await other.Put("/api/sheet", replacing)).StatusCode);
        var late = new JsonObject { ["sheet"] = Workplace.Sheet(new byte[32]), ["seen"] = 1 };
        Assert.Equal("changedMeanwhile", await Workplace.Code(await other.Put("/api/sheet", late)));
        using var third = await Opened(admin);
        Assert.Equal("wrongSheet", await Workplace.Code(await third.Recover(admin.SheetAuth)));
        Assert.Equal(HttpStatusCode.OK, (await third.Recover(other.SheetAuth)).StatusCode);
    }

    private async Task<Workplace> Registered()
    {
        clocked.Pass(TimeSpan.FromHours(1));
        var workplace = new Workplace(await clocked.Host.Browser(), "Praxis " + Workplace.NewId()[..12]);
        await workplace.Register();
        return workplace;
    }

    /// <summary>Another browser of the same user.</summary>
    private async Task<Workplace> Opened(Workplace first) =>
        new(await clocked.Host.Browser(), first.Practice) { AuthKey = first.AuthKey };

    private static async Task<string?> Status(Workplace browser)
    {
        var practice = Workplace.KeyName(browser.Practice);
        using var answer = await browser.Get($"/api/workplaces/requests/{browser.Id}?practice={practice}");
        return answer.IsSuccessStatusCode ? (string?)(await Workplace.Read(answer))["status"] : null;
    }
}
