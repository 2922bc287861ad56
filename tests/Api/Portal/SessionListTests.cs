using System.Net;
using System.Text.Json.Nodes;
using RedConnect.Tests.Api.Sessions;

namespace RedConnect.Tests.Api.Portal;

/// <summary>Sessions listed and ended, and what the audit list says.</summary>
public sealed class SessionListTests(ClockedHost clocked) : IClassFixture<ClockedHost>
{
    [Fact]
    public async Task Users_see_their_own_sessions_and_administrators_those_of_the_practice()
    {
        using var admin = await Registered();
        using var staff = await admin.Joins(await clocked.Host.Browser(), "staff");
        await PortalExample.Is("sessions", await staff.Get("/api/sessions"));
        Assert.Equal([staff.UserId], (await Sessions(staff)).Select(session => (string?)session?["userId"]));
        var all = await Sessions(admin);
        Assert.Equal(
            new[] { admin.UserId, staff.UserId }.Order(),
            all.Select(session => (string?)session?["userId"] ?? "").Order());
        Assert.Equal(admin.Id, (string?)all.Single(session => (bool?)session?["here"] is true)?["workplace"]);
    }

    [Fact]
    public async Task A_session_that_was_ended_elsewhere_is_out_with_the_next_request()
    {
        using var admin = await Registered();
        using var staff = await admin.Joins(await clocked.Host.Browser(), "staff");
        var id = (string?)Assert.Single(await Sessions(staff))?["id"];
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Delete($"/api/sessions/{id}")).StatusCode);
        Assert.Equal("signedOut", await Workplace.Code(await staff.Get("/api/session")));
        Assert.Equal("unknownSession", await Workplace.Code(await admin.Delete($"/api/sessions/{id}")));
    }

    [Fact]
    public async Task Ending_all_others_leaves_this_one()
    {
        using var admin = await Registered();
        using var phone = new Workplace(await clocked.Host.Browser(), admin.Practice) { AuthKey = admin.AuthKey };
        await phone.Recover(admin.SheetAuth);
        Assert.Equal(2, (await Sessions(admin)).Count);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Delete("/api/sessions")).StatusCode);
        Assert.Equal("signedOut", await Workplace.Code(await phone.Get("/api/session")));
        Assert.Single(await Sessions(admin));
    }

    [Fact]
    public async Task The_audit_list_says_who_did_what_and_nothing_about_patients()
    {
        using var admin = await Registered();
        await admin.SignIn(authKey: new byte[32]);
        using var other = new Workplace(await clocked.Host.Browser(), admin.Practice) { AuthKey = admin.AuthKey };
        await other.Ask();
        await admin.Decide(other.Id, "approved", seen: 1);
        var (room, body) = AppointmentTests.Appointment(AppointmentTests.Tomorrow.AddDays(10));
        await admin.Put($"/api/appointments/{room}", body);
        await admin.Delete($"/api/appointments/{room}?change={Workplace.NewId()}&seen=1");
        var lines = await Audit(admin, "");
        string[] expected =
        [
            "appointmentCancelled", "appointmentPlanned", "workplaceApproved", "workplaceRequested", "signInFailed",
            "signedIn", "registered",
        ];
        Assert.Equal(expected, lines.Select(line => (string?)line?["what"]));
        Assert.Equal(room, (string?)lines[0]?["subject"]);
        Assert.Equal(other.Id, (string?)lines[2]?["subject"]);
        Assert.All(lines, line => Assert.Equal(admin.UserId, (string?)line?["userId"]));
    }

    [Fact]
    public async Task The_audit_list_is_paged()
    {
        using var admin = await Registered();
        for (var n = 0; n < 110; n++)
        {
            clocked.Pass(TimeSpan.FromSeconds(1));
            await admin.Put("/api/sheet", new JsonObject
            {
                ["sheet"] = Workplace.Sheet(admin.SheetAuth), ["seen"] = 1,
            });
        }

        var newest = await Audit(admin, "");
        Assert.Equal(100, newest.Count);
        var before = Uri.EscapeDataString((string?)newest[^1]?["at"] ?? "");
        var older = await Audit(admin, $"?before={before}");
        Assert.Equal((12, "registered"), (older.Count, (string?)older[^1]?["what"]));
    }

    [Fact]
    public async Task Names_that_somebody_made_up_leave_no_line_anywhere()
    {
        using var admin = await Registered();
        Assert.Equal("wrongCredentials", await Workplace.Code(await admin.SignIn("nobody")));
        Assert.DoesNotContain(await Audit(admin, ""), line => (string?)line?["what"] == "signInFailed");
    }

    private async Task<Workplace> Registered()
    {
        clocked.Pass(TimeSpan.FromHours(1));
        var workplace = new Workplace(await clocked.Host.Browser(), "Praxis " + Workplace.NewId()[..12]);
        await workplace.Register();
        return workplace;
    }

    private static async Task<JsonArray> Sessions(Workplace workplace)
    {
        using var answer = await workplace.Get("/api/sessions");
        return (await Workplace.Read(answer)).AsArray();
    }

    private static async Task<JsonArray> Audit(Workplace workplace, string query)
    {
        using var answer = await workplace.Get("/api/audit" + query);
        return (await Workplace.Read(answer)).AsArray();
    }
}
