using System.Globalization;
using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Consultation;

/// <summary>From the code to the room. Every refusal says why and what to do next, in both languages.</summary>
[Collection("consultations")]
public sealed class DoorTests(Stage stage)
{
    [Fact]
    public async Task A_code_typed_with_mistakes_of_form_opens_the_room()
    {
        var codes = await stage.Practice.Plan("Tippt Anders");
        var typed = codes.Patient.ToUpperInvariant().Replace('0', 'O').Replace('-', ' ');
        var page = await stage.Patient.NewPage();
        await page.GotoAsync("/");
        await page.GetByLabel("Zugangscode").FillAsync($"  {typed}");
        await page.GetByLabel("Ihr Name").FillAsync("Tippt Anders");
        await page.GetByRole(AriaRole.Button, new() { Name = "Beitreten" }).ClickAsync();
        await new RoomPage(page).State("waiting");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/#")]
    [InlineData("/%23")]
    public async Task A_link_opens_without_a_code_and_does_not_stay_in_the_address(string mark)
    {
        var codes = await stage.Practice.Plan("Link Leser");
        var token = codes.PatientLink.Split('#')[1];
        var page = await stage.Patient.NewPage();
        await page.GotoAsync($"{mark}{token}?utm_source=mail");
        await page.GetByLabel("Ihr Name").FillAsync("Link Leser");
        Assert.False(await page.GetByLabel("Zugangscode").IsVisibleAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Beitreten" }).ClickAsync();
        await new RoomPage(page).State("waiting");
        Assert.DoesNotContain(token, page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_unknown_code_is_asked_for_again_and_guessing_has_to_wait()
    {
        var page = (await stage.Patient.Enter("000-000-000", "Niemand")).Page;
        await page.Says("entry.unknown");
        await page.IsAccessible();
        await Guesser.UseUpAllAttempts(stage.Server.Address);
        await page.GetByRole(AriaRole.Button, new() { Name = "Beitreten" }).ClickAsync();
        await page.SaysInBothLanguages("refusal.throttledTitle", "refusal.throttledNext");
        Assert.Matches(@"^Try again \(in [0-9]+ s\)$", await page.Locator("#try-again").TextContentAsync());
        await page.IsAccessible();
        await stage.Server.MoveClock(TimeSpan.FromMinutes(61));
        await page.ReloadAsync();
        await page.Says("entry.unknown");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Too_early_counts_down_to_German_time_in_any_time_zone_and_enters_by_itself()
    {
        var codes = await stage.Practice.Plan("Zu Früh", inMinutes: 100, now: stage.Server.Now);
        var page = await stage.Patient.NewPage(new() { Locale = "en-GB", TimezoneId = "America/New_York" });
        await page.Clock.SetSystemTimeAsync(TimeProvider.System.GetUtcNow().AddHours(-1).UtcDateTime);
        var patient = new RoomPage(page);
        await patient.Open(codes.Patient, "Too Early");
        await patient.State("tooEarly");
        await stage.Server.MoveClockTo(codes.Start.AddMinutes(-90));
        await page.ReloadAsync();
        await page.Says("room.tooEarlyTitle", "room.tooEarlyNext");
        Assert.Matches("^1:(2[0-9]:[0-5][0-9]|30:00)$", await page.Locator("#early-countdown").TextContentAsync());
        var opens = await page.Locator("#early-start").TextContentAsync() ?? "";
        Assert.Contains(Clock(codes.Start, "Europe/Berlin") + " German time", opens, StringComparison.Ordinal);
        Assert.Contains(Clock(codes.Start, "America/New_York") + " where you are", opens, StringComparison.Ordinal);
        await page.IsAccessible();

        await stage.Server.MoveClockTo(codes.Start.AddSeconds(-6));
        await page.ReloadAsync();
        await patient.State("waiting");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_patient_who_waits_at_the_closed_door_is_in_within_ten_seconds_of_the_start_being_moved_to_now()
    {
        var codes = await stage.Practice.Plan("Vor Verlegt", inMinutes: 100, now: stage.Server.Now);
        var patient = await stage.Patient.Enter(codes.Patient, "Vor Verlegt");
        await patient.State("tooEarly");
        await stage.Practice.Move(stage.Server.Now.AddMinutes(-1));
        await patient.Within(10, "waiting");
        await Close(patient);
    }

    [Fact]
    public async Task A_patient_who_waits_at_the_closed_door_is_told_that_the_appointment_is_cancelled()
    {
        var codes = await stage.Practice.Plan("Vorher Abgesagt", inMinutes: 100, now: stage.Server.Now);
        var patient = await stage.Patient.Enter(codes.Patient, "Vorher Abgesagt");
        await patient.State("tooEarly");
        await stage.Practice.Cancel();
        await patient.Within(10, "refused");
        await patient.Page.SaysInBothLanguages("refusal.cancelledTitle", "refusal.cancelledNext");
        await Close(patient);
    }

    [Fact]
    public async Task An_expired_code_opens_nothing()
    {
        var codes = await stage.Practice.Plan("Zu Spät", inMinutes: 2 - (24 * 60), now: stage.Server.Now);
        await stage.Server.MoveClockTo(codes.Start.AddHours(24));
        var page = (await stage.Patient.Enter(codes.Patient, "Zu Spät")).Page;
        await page.SaysInBothLanguages("refusal.expiredTitle", "refusal.expiredNext");
        Assert.False(await page.Locator("#try-again").IsVisibleAsync());
        await page.IsAccessible();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter another code" }).ClickAsync();
        await page.Says("entry.title");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Those_who_wait_and_those_who_come_are_told_of_a_cancelled_appointment()
    {
        var codes = await stage.Practice.Plan("Umsonst Gekommen");
        var waiting = await stage.Patient.Enter(codes.Patient, "Umsonst Gekommen");
        await waiting.State("waiting");
        await stage.Practice.Cancel();
        await waiting.Page.SaysInBothLanguages("refusal.cancelledTitle", "refusal.cancelledNext");
        Assert.False(await waiting.Page.Locator("#cancelled-note").IsVisibleAsync());
        await waiting.Page.IsAccessible();
        var late = await stage.Patient.Enter(codes.Patient, "Noch Später");
        await late.Page.SaysInBothLanguages("refusal.cancelledTitle", "refusal.cancelledNext");
        await late.Page.IsAccessible();
        await Close(waiting, late);
    }

    [Fact]
    public async Task A_room_in_which_the_last_place_is_the_practitioners_lets_the_next_one_in_when_somebody_leaves()
    {
        var codes = await stage.Practice.Plan("Viele Leute");
        var inside = new List<RoomPage>();
        for (var seat = 1; seat <= 4; seat++)
        {
            inside.Add(new RoomPage(await stage.Patient.NewPage()));
            await inside[^1].Open(codes.Patient, $"Gast {seat}", withDevices: false);
            await inside[^1].State("waiting");
        }

        var late = await stage.Patient.Enter(codes.Patient, "Gast 5");
        await late.Page.SaysInBothLanguages("refusal.fullTitle", "refusal.fullNext");
        await late.Page.IsAccessible();
        await inside[0].HangUp();
        await inside[0].State("ended");
        await late.Page.GetByRole(AriaRole.Button, new() { Name = "Try again", Exact = true }).ClickAsync();
        await late.State("waiting");
        await Close([late, .. inside]);
    }

    private static string Clock(DateTimeOffset moment, string zone) => TimeZoneInfo
        .ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(zone))
        .ToString("HH:mm", CultureInfo.InvariantCulture);

    private static async Task Close(params RoomPage[] rooms)
    {
        foreach (var room in rooms)
        {
            await room.Page.Context.CloseAsync();
        }
    }
}
