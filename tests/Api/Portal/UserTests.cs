using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using RedConnect.Tests.Api.Sessions;

namespace RedConnect.Tests.Api.Portal;

/// <summary>Users, their passwords and rights, over the interface alone.</summary>
public sealed class UserTests(ClockedHost clocked) : IClassFixture<ClockedHost>
{
    [Fact]
    public async Task An_added_user_must_change_the_initial_password_before_anything_else()
    {
        using var admin = await Registered();
        using var staff = await admin.SignsIn(await clocked.Host.Browser(), "staff");
        using var session = await staff.Get("/api/session");
        Assert.True((bool?)(await PortalExample.Is("session", session))["mustChangePassword"]);
        Assert.Equal("passwordChangeRequired", await Workplace.Code(await staff.Get("/api/users")));
        await PortalExample.Is("session", await staff.ChangePassword(seen: 2));
        await PortalExample.Is("users", await staff.Get("/api/users"));
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_of_the_user_and_keeps_this_one()
    {
        using var admin = await Registered();
        using var staff = await admin.Joins(await clocked.Host.Browser(), "staff");
        using var phone = new Workplace(await clocked.Host.Browser(), staff.Practice)
        {
            User = staff.User, AuthKey = staff.AuthKey,
        };
        await phone.Ask();
        await admin.Decide(phone.Id, "approved", seen: 1);
        await phone.SignIn();
        var before = staff.AuthKey;
        Assert.Equal(HttpStatusCode.OK, (await phone.ChangePassword(seen: 3)).StatusCode);
        Assert.Equal("signedOut", await Workplace.Code(await staff.Get("/api/session")));
        Assert.Equal(HttpStatusCode.OK, (await phone.Get("/api/session")).StatusCode);
        await ApiHost.Renew(staff.Client);
        Assert.Equal("wrongCredentials", await Workplace.Code(await staff.SignIn(authKey: before)));
        Assert.Equal(HttpStatusCode.OK, (await staff.SignIn(authKey: phone.AuthKey)).StatusCode);
    }

    [Fact]
    public async Task A_password_is_changed_with_the_one_before_only_and_attempts_are_counted()
    {
        using var admin = await Registered();
        var revision = await admin.Revision();
        var body = new JsonObject
        {
            ["authKey"] = Convert.ToBase64String(new byte[32]),
            ["password"] = Colleagues.Password(Bytes(), revision),
        };
        for (var attempt = 0; attempt < 10; attempt++)
        {
            Assert.Equal("wrongCredentials", await Workplace.Code(await admin.Put("/api/session/password", body)));
        }

        Assert.Equal("throttled", await Workplace.Code(await admin.Put("/api/session/password", body)));
    }

    [Fact]
    public async Task A_deactivated_user_is_out_at_once_and_a_reactivated_one_signs_in_anew()
    {
        using var admin = await Registered();
        using var staff = await admin.Joins(await clocked.Host.Browser(), "staff");
        await PortalExample.Is("user", await Access(admin, staff, active: false, seen: 3, "staff"));
        Assert.Equal("signedOut", await Workplace.Code(await staff.Get("/api/session")));
        await Access(admin, staff, active: true, seen: 4, "staff");
        Assert.Equal("signedOut", await Workplace.Code(await staff.Get("/api/session")));
        await ApiHost.Renew(staff.Client);
        Assert.Equal(HttpStatusCode.OK, (await staff.SignIn()).StatusCode);
    }

    [Fact]
    public async Task A_role_that_was_taken_away_is_gone_with_the_next_request()
    {
        using var admin = await Registered();
        using var other = await admin.Joins(await clocked.Host.Browser(), "staff", "administrator");
        Assert.Equal(HttpStatusCode.OK, (await other.Get("/api/audit")).StatusCode);
        await Access(admin, other, active: true, seen: 3, "staff");
        Assert.Equal("notAllowed", await Workplace.Code(await other.Get("/api/audit")));
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        using var admin = await Registered();
        var revision = await admin.Revision();
        using var refusal = await Access(admin, admin, active: true, revision, "practitioner");
        Assert.Equal("lastAdministrator", await Workplace.Code(refusal));
    }

    [Fact]
    public async Task A_practitioner_who_leaves_takes_no_key_of_what_is_planned_later()
    {
        using var admin = await Registered();
        using var leaving = await admin.Joins(await clocked.Host.Browser(), "practitioner");
        Assert.Equal("keysChanged",
            await Workplace.Code(await Access(admin, leaving, active: false, seen: 3, "practitioner")));
        var body = AccessBody(active: false, seen: 3, "practitioner");
        body["keys"] = new JsonObject
        {
            ["revision"] = 2,
            ["sealedPublicKey"] = "AQ==",
            ["copies"] = new JsonArray(new JsonObject
            {
                ["userId"] = admin.UserId,
                ["sealedPrivateKey"] = "Ag==",
            }),
            ["sheetCopy"] = "Aw==",
        };
        var path = $"/api/users/{leaving.UserId}/access";
        Assert.Equal(HttpStatusCode.OK, (await admin.Put(path, body)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await admin.Put(path, body)).StatusCode);
        using var session = await admin.Get("/api/session");
        var keys = await PortalExample.Is("session-with-keys", session);
        Assert.Equal("Ag==", (string?)keys["keys"]?[0]?["sealedPrivateKey"]);
        using var staff = await admin.Put(
            $"/api/users/{Workplace.NewId()}", Colleagues.NewUser("outdated", Bytes(), "staff"));
        Assert.Equal("keysChanged", await Workplace.Code(staff));
        var ring = await admin.Post("/api/sheet/ring", Sheet(admin));
        Assert.Equal("Aw==", (string?)(await PortalExample.Is("sheet-ring", ring))["keys"]?[0]?["sealedPrivateKey"]);
    }

    [Fact]
    public async Task Another_administrator_replaces_a_lost_password_and_nobody_their_own_that_way()
    {
        using var admin = await Registered();
        using var staff = await admin.Joins(await clocked.Host.Browser(), "staff");
        var next = Bytes();
        var path = $"/api/users/{staff.UserId}/password";
        await PortalExample.Is("user", await admin.Put(path, Colleagues.Password(next, seen: 3)));
        Assert.Equal("signedOut", await Workplace.Code(await staff.Get("/api/session")));
        await ApiHost.Renew(staff.Client);
        Assert.Equal(HttpStatusCode.OK, (await staff.SignIn(authKey: next)).StatusCode);
        Assert.Equal("passwordChangeRequired", await Workplace.Code(await staff.Get("/api/users")));
        var own = Colleagues.Password(next, await admin.Revision());
        Assert.Equal("notAllowed", await Workplace.Code(await admin.Put($"/api/users/{admin.UserId}/password", own)));
    }

    [Fact]
    public async Task The_recovery_sheet_replaces_a_lost_password_and_no_other_sheet_does()
    {
        using var admin = await Registered();
        var next = Bytes();
        var body = new JsonObject
        {
            ["sheet"] = Sheet(admin),
            ["password"] = Colleagues.Password(next, await admin.Revision()),
        };
        using var stranger = new Workplace(await clocked.Host.Browser(), admin.Practice);
        var wrong = body.DeepClone();
        wrong["sheet"]?["auth"] = Convert.ToBase64String(new byte[32]);
        Assert.Equal("wrongSheet", await Workplace.Code(await stranger.Post("/api/sheet/password", wrong)));
        var nobody = body.DeepClone();
        nobody["sheet"]?["user"] = "nobody";
        Assert.Equal("wrongSheet", await Workplace.Code(await stranger.Post("/api/sheet/password", nobody)));
        Assert.Equal(HttpStatusCode.NoContent, (await stranger.Post("/api/sheet/password", body)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await stranger.Post("/api/sheet/password", body)).StatusCode);
        await ApiHost.Renew(admin.Client);
        Assert.Equal("wrongCredentials", await Workplace.Code(await admin.SignIn()));
        Assert.Equal(HttpStatusCode.OK, (await admin.SignIn(authKey: next)).StatusCode);
    }

    [Theory]
    [InlineData("practitioner", "staff")]
    [InlineData("doctor")]
    [InlineData("staff", "staff")]
    [InlineData("practitioner, administrator")]
    [InlineData("none")]
    [InlineData]
    public async Task Roles_that_are_none_are_malformed(params string[] roles)
    {
        using var admin = await Registered();
        using var refusal = await admin.Put(
            $"/api/users/{Workplace.NewId()}", Colleagues.NewUser("new", Bytes(), roles));
        var problem = await Workplace.Read(refusal);
        Assert.Equal(("malformed", "roles"), ((string?)problem["code"], (string?)problem["field"]));
    }

    private async Task<Workplace> Registered()
    {
        clocked.Pass(TimeSpan.FromHours(1));
        var workplace = new Workplace(await clocked.Host.Browser(), "Praxis " + Workplace.NewId()[..12]);
        await workplace.Register();
        return workplace;
    }

    private static Task<HttpResponseMessage> Access(
        Workplace by, Workplace user, bool active, long seen, params string[] roles) =>
        by.Put($"/api/users/{user.UserId}/access", AccessBody(active, seen, roles));

    private static JsonObject AccessBody(bool active, long seen, params string[] roles) => new()
    {
        ["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]),
        ["active"] = active,
        ["sealedCard"] = Convert.ToBase64String([7]),
        ["seen"] = seen,
    };

    private static JsonObject Sheet(Workplace admin) => new()
    {
        ["practice"] = admin.Practice,
        ["user"] = admin.User,
        ["auth"] = Convert.ToBase64String(admin.SheetAuth),
    };

    private static byte[] Bytes() => RandomNumberGenerator.GetBytes(32);
}
