using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Consultation;

[Collection("browser")]
public sealed class KeyboardTests(Stage stage)
{
    [Fact]
    public async Task A_practice_registers_plans_and_consults_without_a_mouse()
    {
        var portal = new Typist(await stage.Patient.NewPage());
        await Register(portal);
        await Plan(portal);
        var room = await Start(portal);
        await Talk(room);
        await portal.Page.Context.CloseAsync();
    }

    private static async Task Register(Typist typist)
    {
        await typist.Page.GotoAsync("/arzt/registrieren");
        await typist.GoTo(typist.Page.Locator("#practice"));
        await typist.Page.Keyboard.TypeAsync("Praxis Ohne Maus");
        await typist.FillIn("tastatur", "Dr. Tast Atur", Practice.Password, Practice.Password, "Empfang");
        await typist.Page.Keyboard.PressAsync("Enter");
        await Typist.IsLedTo(typist.Page.Locator("#sheet-section h1"));
        await typist.Page.KeepsNobodyOut();
        await typist.Press(AriaRole.Link, "Weiter zur Videosprechstunde");
    }

    private async Task Plan(Typist typist)
    {
        var page = typist.Page;
        await typist.Press(AriaRole.Button, "Neuer Termin");
        await Typist.IsLedTo(page.Locator("#participant"));
        await typist.Press(AriaRole.Button, "Verwerfen");
        await Typist.IsLedTo(page.Locator("#new"));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("Tina Tastentreu");
        await page.Keyboard.PressAsync("Enter");
        await Typist.IsLedTo(page.Locator("#detail-title"));
        await typist.Press(AriaRole.Button, "Termin absagen");
        await Typist.IsLedTo(page.GetByRole(AriaRole.Button, new() { Name = "Termin behalten" }));
        await StaysInside(page, "#confirm");
        await page.Keyboard.PressAsync("Escape");
        await Typist.IsLedTo(page.Locator("#cancel"));
        await page.GotoAsync("/arzt/videosprechstunde");
        await typist.GoTo(page.Locator(".entry summary"));
        await page.Keyboard.PressAsync("Enter");
        await typist.GoTo(page.Locator(".entry [data-act=print]"));
        await page.Keyboard.PressAsync("Escape");
        await Typist.IsLedTo(page.Locator(".entry summary"));
        Assert.False(await page.Locator(".entry .actions").IsVisibleAsync());
        await stage.Server.PutClockTo(TimeProvider.System.GetUtcNow().AddMinutes(15));
    }

    /// <summary>From the row's menu, as the planned start, a quarter of an hour ahead, has come.</summary>
    private static async Task<Typist> Start(Typist typist)
    {
        await typist.Page.Keyboard.PressAsync("Enter");
        var room = new Typist(await typist.Page.RunAndWaitForPopupAsync(() => typist.Press(AriaRole.Link, "Termin starten")));
        await Typist.IsLedTo(room.Page.Locator("#code"));
        await Assertions.Expect(room.Page.Locator("#name")).ToHaveValueAsync("Dr. Tast Atur");
        await room.Page.Keyboard.PressAsync("Enter");
        await new RoomPage(room.Page).State("waiting");
        await Typist.IsLedTo(room.Page.Locator("#stage-title"));
        return room;
    }

    private static async Task Talk(Typist typist)
    {
        var page = typist.Page;
        await typist.Press(AriaRole.Button, "Kamera", "Space");
        await Assertions.Expect(page.Locator("#camera")).ToHaveAttributeAsync("aria-pressed", "false");
        await typist.Press(AriaRole.Button, "Einstellungen");
        await Typist.IsLedTo(page.Locator("#choose-video"));
        await StaysInside(page, "#settings");
        await page.Keyboard.PressAsync("Escape");
        await Typist.IsLedTo(page.Locator("#open-settings"));
        await typist.Press(AriaRole.Button, "Auflegen");
        await Typist.IsLedTo(page.Locator("[data-for=ended] h1"));
        await typist.Press(AriaRole.Button, "Wieder eintreten");
        await new RoomPage(page).State("waiting");
    }

    /// <summary>Tabbing goes round in the dialog, or to the browser's own controls, but never to the page behind.</summary>
    private static async Task StaysInside(IPage page, string dialog)
    {
        for (var step = 0; step < 8; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>($"() => document.activeElement === document.body || document.activeElement.closest('{dialog}') !== null"));
        }
    }
}
