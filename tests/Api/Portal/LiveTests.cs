using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Api.Portal.Live;
using RedConnect.Api.Rooms;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Tests.Api.Rooms;

namespace RedConnect.Tests.Api.Portal;

/// <summary>What pages of the portal are told while they are open.</summary>
public sealed class LiveTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Who_comes_is_shown_and_let_in_from_the_portal()
    {
        await using var page = await PortalPage.Open(host);
        var codes = await RoomHubTests.PlanRoom(host, Admission.ByPractitioner, practice: page.PracticeKey);
        await using var patient = await Browser.Open(host);
        await patient.Enter(patient.Page(codes.Patient));
        var lobby = await page.Next<LobbyMessage>(told => told.Rooms.Count == 1);
        var seat = Assert.Single(lobby.Rooms[0].Seats);
        Assert.Equal(("waiting", false, patient.Seat), (seat.Presence, seat.Admitted, seat.Seat));
        Assert.Equal([1, 2, 3], seat.SealedHello.ToArray());
        await patient.Next<SnapshotMessage>(snapshot => snapshot.Watched);

        var at = new RoomSeatRequest(codes.Patient.Room, patient.Seat);
        Assert.True(await page.Hub.InvokeAsync<bool>("Admit", at));
        await patient.Next<SnapshotMessage>(snapshot => snapshot.Seats.Single().Admitted);
        Assert.True(await page.Hub.InvokeAsync<bool>("Delay", new DelayRequest(codes.Patient.Room, 15)));
        await patient.Next<SnapshotMessage>(snapshot => snapshot.DelayMinutes == 15);
        await page.Next<LobbyMessage>(told => told.Rooms[0].DelayMinutes == 15);
        Assert.True(await page.Hub.InvokeAsync<bool>("SendOut", at));
        await page.Next<LobbyMessage>(told => told.Rooms.Count == 0);
    }

    [Fact]
    public async Task Another_practice_sees_and_decides_nothing()
    {
        await using var owner = await PortalPage.Open(host);
        await using var stranger = await PortalPage.Open(host);
        var codes = await RoomHubTests.PlanRoom(host, Admission.ByPractitioner, practice: owner.PracticeKey);
        await using var patient = await Browser.Open(host);
        await patient.Enter(patient.Page(codes.Patient));
        await owner.Next<LobbyMessage>(told => told.Rooms.Count == 1);
        var at = new RoomSeatRequest(codes.Patient.Room, patient.Seat);
        Assert.False(await stranger.Hub.InvokeAsync<bool>("Admit", at));
        Assert.False(await stranger.Hub.InvokeAsync<bool>("SendOut", at));
        Assert.False(await stranger.Hub.InvokeAsync<bool>("Delay", new DelayRequest(codes.Patient.Room, 15)));
        Assert.Empty((await stranger.Next<LobbyMessage>()).Rooms);
    }

    [Fact]
    public async Task A_changed_appointment_is_told_to_the_practice()
    {
        await using var page = await PortalPage.Open(host);
        var (room, body) = AppointmentTests.Appointment(AppointmentTests.Tomorrow);
        Assert.Equal(HttpStatusCode.OK, (await AppointmentTests.Put(page.Workplace, room, body)).StatusCode);
        Assert.Equal("appointments", (await page.Next<HappenedMessage>()).Change);
    }

    [Fact]
    public async Task Users_and_workplaces_that_changed_are_told_to_the_practice()
    {
        await using var page = await PortalPage.Open(host);
        using var staff = await page.Workplace.Asks(await host.Browser(), "staff");
        Assert.Equal("users", (await page.Next<HappenedMessage>()).Change);
        Assert.Equal("workplaces", (await page.Next<HappenedMessage>()).Change);
        await page.Workplace.Decide(staff.Id, "approved", seen: 1);
        Assert.Equal("workplaces", (await page.Next<HappenedMessage>()).Change);
        await staff.SignIn();
        await staff.ChangePassword(seen: 2);
        Assert.Equal("users", (await page.Next<HappenedMessage>()).Change);
        await page.Workplace.Name(staff.Id);
        Assert.Equal("workplaces", (await page.Next<HappenedMessage>()).Change);
    }

    [Theory]
    [InlineData("blocked workplace")]
    [InlineData("deactivated")]
    [InlineData("another password")]
    public async Task A_page_whose_session_ends_with_its_user_or_workplace_is_closed_at_once(string why)
    {
        await using var admin = await PortalPage.Open(host);
        await using var page = await PortalPage.Open(
            host, browser => admin.Workplace.Joins(browser, "staff"));
        await page.Next<LobbyMessage>();
        using var answer = await (why switch
        {
            "blocked workplace" => admin.Workplace.Decide(page.Workplace.Id, "blocked", seen: 2),
            "deactivated" => admin.Workplace.Put($"/api/users/{page.Workplace.UserId}/access", new JsonObject
            {
                ["roles"] = new JsonArray("staff"),
                ["active"] = false,
                ["sealedCard"] = Convert.ToBase64String([7]),
                ["seen"] = 3,
            }),
            _ => admin.Workplace.Put($"/api/users/{page.Workplace.UserId}/password",
                Colleagues.Password(new byte[32], seen: 3)),
        });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("signedOut", (await page.Next<ClosingMessage>()).Reason);
        Assert.False(await admin.Hub.InvokeAsync<bool>("Delay", new DelayRequest(new string('a', 32), 5)));
    }

    [Fact]
    public async Task Who_must_change_an_initial_password_cannot_connect()
    {
        await using var admin = await PortalPage.Open(host);
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => PortalPage.Open(
            host, browser => admin.Workplace.SignsIn(browser, "administrator")));
        Assert.Equal(HttpStatusCode.Forbidden, refusal.StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_connections_of_that_session_and_no_other()
    {
        await using var page = await PortalPage.Open(host);
        await using var other = await PortalPage.Open(host);
        await page.Workplace.Client.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        Assert.Equal("signedOut", (await page.Next<ClosingMessage>()).Reason);
        Assert.False(await other.Hub.InvokeAsync<bool>("Delay", new DelayRequest(new string('a', 32), 5)));
    }

    [Fact]
    public async Task Who_is_not_signed_in_cannot_connect()
    {
        await using var hub = host.PortalHub(new CookieContainer()).Build();
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => hub.StartAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, refusal.StatusCode);
    }

    [Theory]
    [InlineData("not a room", 5)]
    [InlineData("00000000000000000000000000000000", -1)]
    [InlineData("00000000000000000000000000000000", 241)]
    public async Task A_malformed_message_ends_the_connection(string room, int minutes)
    {
        await using var page = await PortalPage.Open(host);
        await Assert.ThrowsAsync<HubException>(() =>
            page.Hub.InvokeAsync<bool>("Delay", new DelayRequest(room, minutes)));
        Assert.Equal("malformed", (await page.Next<ClosingMessage>()).Reason);
    }
}
