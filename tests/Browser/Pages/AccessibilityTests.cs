using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

/// <summary>
/// Every page in every state; refusals are checked where they are tried (DoorTests, WrongCodeTests, ReturningTests).
/// </summary>
[Collection("pages")]
public sealed class AccessibilityTests(Stage stage)
{
    private static readonly string[] PublicPages =
        ["/", "/arzt", "/arzt/registrieren", "/hilfe", "/fehler", "/fehler?status=503", "/gibt-es-nicht"];

    [Theory]
    [InlineData("de-DE")]
    [InlineData("en-GB")]
    public async Task Public_pages_are_accessible(string locale)
    {
        var page = await stage.Patient.NewPage(new() { Locale = locale });
        foreach (var path in PublicPages)
        {
            await page.GotoAsync(path);
            await page.IsAccessible();
        }

        await page.GotoAsync("/");
        await page.Locator("#entry-form button").ClickAsync();
        await page.Says("entry.codeProblem", "entry.nameMissing");
        await page.IsAccessible();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_portal_is_accessible()
    {
        var practice = await Practice.Register(stage.Practitioner, "Praxis Barrierefrei");
        await practice.Plan("Barriere Frei");
        var page = practice.Page;
        await page.IsAccessible();
        await page.Locator("#cancel").ClickAsync();
        await page.IsAccessible();
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("#change").ClickAsync();
        await page.IsAccessible();
        await page.Locator("#participant").FillAsync("");
        await page.Locator("#form [type=submit]").ClickAsync();
        await page.Says("plan.incomplete");
        await page.IsAccessible();
        await page.GotoAsync("/arzt/videosprechstunde?lang=en");
        await page.Locator(".entry .open").WaitForAsync();
        await page.IsAccessible();
        await page.Locator(".entry summary").ClickAsync();
        await page.IsAccessible();
        await page.GotoAsync("/arzt?lang=de");
        await page.Says("start.nobody");
        await page.IsAccessible();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_approval_of_a_browser_is_accessible()
    {
        var page = await stage.Patient.NewPage();
        await page.GotoAsync("/arzt");
        await page.GetByLabel("Kurzname der Organisation").FillAsync("Praxis am Markt");
        await page.GetByLabel("Kurzname des Benutzers").FillAsync("mmuster");
        await page.GetByLabel("Passwort").FillAsync(Practice.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Einloggen" }).ClickAsync();
        await page.Says("login.unknownTitle");
        await page.IsAccessible();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_call_that_is_not_connected_is_accessible()
    {
        var codes = await stage.Practice.Plan("Verbindung Fehlt");
        var patient = new RoomPage(await stage.Patient.NewPage());
        await patient.Page.AddInitScriptAsync(
            "RTCPeerConnection.prototype.setRemoteDescription = () => new Promise(() => {});");
        await patient.Open(codes.Patient, "Verbindung Fehlt");
        var practitioner = await stage.Practitioner.Enter(codes.Practitioner, "Dr. Fehlt", new() { Locale = "en-GB" });
        foreach (var room in new[] { patient, practitioner })
        {
            await room.State("connecting");
            await room.Page.IsAccessible();
            await room.Page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task The_room_is_accessible()
    {
        var codes = await stage.Practice.Plan("Barriere Frei");
        var patient = await stage.Patient.Enter(codes.Patient, "Barriere Frei", new() { Locale = "en-GB" });
        await patient.State("waiting");
        await patient.Page.IsAccessible();
        var practitioner = await stage.Practitioner.Enter(codes.Practitioner, "Dr. Frei");
        await practitioner.InCall();
        await patient.InCall();
        await practitioner.Page.IsAccessible();
        await practitioner.Page.Locator("#open-settings").ClickAsync();
        await practitioner.Page.Says("settings.safetyHint");
        await practitioner.Page.IsAccessible();
        await patient.Page.Locator("#camera").ClickAsync();
        await patient.Page.IsAccessible();
        await practitioner.Page.Keyboard.PressAsync("Escape");
        await practitioner.HangUp();
        await practitioner.State("ended");
        await practitioner.Page.IsAccessible();
        await patient.Page.Context.CloseAsync();
        await practitioner.Page.Context.CloseAsync();
    }
}
