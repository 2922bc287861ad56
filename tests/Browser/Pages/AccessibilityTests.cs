using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

/// <summary>Every page and every state keeps nobody out; closed doors are looked at where they are tried (DoorTests, WrongCodeTests, ReturningTests).</summary>
[Collection("browser")]
public sealed class AccessibilityTests(Stage stage)
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("en-GB")]
    public async Task Pages_for_everybody_keep_nobody_out(string locale)
    {
        var page = await stage.Patient.NewPage(new() { Locale = locale });
        foreach (var path in new[] { "/", "/arzt", "/arzt/registrieren", "/hilfe", "/fehler", "/fehler?status=503", "/gibt-es-nicht" })
        {
            await page.GotoAsync(path);
            await page.KeepsNobodyOut();
        }

        await page.GotoAsync("/");
        await page.Locator("#entry-form button").ClickAsync();
        await page.Says("entry.codeProblem", "entry.nameMissing");
        await page.KeepsNobodyOut();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_portal_keeps_nobody_out()
    {
        var practice = await Practice.Register(stage.Practitioner, "Praxis Barrierefrei");
        await practice.Plan("Barriere Frei");
        var page = practice.Page;
        await page.KeepsNobodyOut();
        await page.Locator("#cancel").ClickAsync();
        await page.KeepsNobodyOut();
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("#change").ClickAsync();
        await page.KeepsNobodyOut();
        await page.Locator("#participant").FillAsync("");
        await page.Locator("#form [type=submit]").ClickAsync();
        await page.Says("plan.incomplete");
        await page.KeepsNobodyOut();
        await page.GotoAsync("/arzt/videosprechstunde?lang=en");
        await page.Locator(".entry .open").WaitForAsync();
        await page.KeepsNobodyOut();
        await page.Locator(".entry summary").ClickAsync();
        await page.KeepsNobodyOut();
        await page.GotoAsync("/arzt?lang=de");
        await page.Says("portal.welcome");
        await page.KeepsNobodyOut();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_browser_that_is_not_approved_yet_keeps_nobody_out()
    {
        var page = await stage.Patient.NewPage();
        await page.GotoAsync("/arzt");
        await page.GetByLabel("Kurzname der Organisation").FillAsync("Praxis am Markt");
        await page.GetByLabel("Kurzname des Benutzers").FillAsync("mmuster");
        await page.GetByLabel("Passwort").FillAsync(Practice.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Einloggen" }).ClickAsync();
        await page.Says("login.unknownTitle");
        await page.KeepsNobodyOut();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_call_that_does_not_come_about_keeps_nobody_out()
    {
        var codes = await stage.Practice.Plan("Verbindung Fehlt");
        var patient = new RoomPage(await stage.Patient.NewPage());
        await patient.Page.AddInitScriptAsync("RTCPeerConnection.prototype.setRemoteDescription = () => new Promise(() => {});");
        await patient.Open(codes.Patient, "Verbindung Fehlt");
        var practitioner = await stage.Practitioner.Enter(codes.Practitioner, "Dr. Fehlt", new() { Locale = "en-GB" });
        foreach (var room in new[] { patient, practitioner })
        {
            await room.State("connecting");
            await room.Page.KeepsNobodyOut();
            await room.Page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task The_room_keeps_nobody_out()
    {
        var codes = await stage.Practice.Plan("Barriere Frei");
        var patient = await stage.Patient.Enter(codes.Patient, "Barriere Frei", new() { Locale = "en-GB" });
        await patient.State("waiting");
        await patient.Page.KeepsNobodyOut();
        var practitioner = await stage.Practitioner.Enter(codes.Practitioner, "Dr. Frei");
        await practitioner.InCall();
        await patient.InCall();
        await practitioner.Page.KeepsNobodyOut();
        await practitioner.Page.Locator("#open-settings").ClickAsync();
        await practitioner.Page.Says("settings.safetyHint");
        await practitioner.Page.KeepsNobodyOut();
        await patient.Page.Locator("#camera").ClickAsync();
        await patient.Page.KeepsNobodyOut();
        await practitioner.Page.Keyboard.PressAsync("Escape");
        await practitioner.HangUp();
        await practitioner.State("ended");
        await practitioner.Page.KeepsNobodyOut();
        await patient.Page.Context.CloseAsync();
        await practitioner.Page.Context.CloseAsync();
    }
}
