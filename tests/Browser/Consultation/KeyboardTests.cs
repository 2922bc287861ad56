using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Consultation;

[Collection("consultations")]
public sealed class KeyboardTests(Stage stage)
{
    [Fact]
    public async Task A_practice_registers_plans_and_consults_without_a_mouse()
    {
        var portal = new KeyboardUser(await stage.Patient.NewPage());
        await Register(portal);
        await Plan(portal);
        var room = await Start(portal);
        await Talk(room);
        await portal.Page.Context.CloseAsync();
    }

    private static async Task Register(KeyboardUser user)
    {
        await user.Page.GotoAsync("/arzt/registrieren");
        await user.GoTo(user.Page.Locator("#practice"));
        await user.Page.Keyboard.TypeAsync("Praxis Ohne Maus");
        await user.FillIn("tastatur", "Dr. Tast Atur", Practice.Password, Practice.Password, "Empfang");
        await user.Page.Keyboard.PressAsync("Enter");
        await KeyboardUser.FocusMovedTo(user.Page.Locator("#sheet-section h1"));
        await user.Page.IsAccessible();
        var sheet = await user.Page.Locator("#sheet").InnerTextAsync();
        await user.GoTo(user.Page.Locator("#last-group"));
        await user.Page.Keyboard.TypeAsync(sheet[^4..]);
        await user.Page.Keyboard.PressAsync("Enter");
    }

    private async Task Plan(KeyboardUser user)
    {
        var page = user.Page;
        await user.Press(AriaRole.Button, "Neuer Termin");
        await KeyboardUser.FocusMovedTo(page.Locator("#participant"));
        await user.Press(AriaRole.Button, "Verwerfen");
        await KeyboardUser.FocusMovedTo(page.Locator("#new"));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("Tina Tastentreu");
        await page.Keyboard.PressAsync("Enter");
        await KeyboardUser.FocusMovedTo(page.Locator("#detail-title"));
        await user.Press(AriaRole.Button, "Termin absagen");
        await KeyboardUser.FocusMovedTo(page.GetByRole(AriaRole.Button, new() { Name = "Termin behalten" }));
        await StaysInside(page, "#confirm");
        await page.Keyboard.PressAsync("Escape");
        await KeyboardUser.FocusMovedTo(page.Locator("#cancel"));
        await page.GotoAsync("/arzt/videosprechstunde");
        await user.GoTo(page.Locator(".entry summary"));
        await page.Keyboard.PressAsync("Enter");
        await user.GoTo(page.Locator(".entry [data-act=print]"));
        await page.Keyboard.PressAsync("Escape");
        await KeyboardUser.FocusMovedTo(page.Locator(".entry summary"));
        Assert.False(await page.Locator(".entry .actions").IsVisibleAsync());
        await stage.Server.MoveClockTo(stage.Server.Now.AddMinutes(15));
    }

    /// <summary>Starts the appointment from its row's menu.</summary>
    private static async Task<KeyboardUser> Start(KeyboardUser user)
    {
        await user.Page.Keyboard.PressAsync("Enter");
        var popup = await user.Page.RunAndWaitForPopupAsync(() => user.Press(AriaRole.Link, "Termin starten"));
        var room = new KeyboardUser(popup);
        await KeyboardUser.FocusMovedTo(room.Page.Locator("#name"));
        await Assertions.Expect(room.Page.Locator("#name")).ToHaveValueAsync("Dr. Tast Atur");
        await room.Page.Keyboard.PressAsync("Enter");
        await new RoomPage(room.Page).State("waiting");
        await KeyboardUser.FocusMovedTo(room.Page.Locator("#stage-title"));
        return room;
    }

    private static async Task Talk(KeyboardUser user)
    {
        var page = user.Page;
        await user.Press(AriaRole.Button, "Kamera", "Space");
        await Assertions.Expect(page.Locator("#camera")).ToHaveAttributeAsync("aria-pressed", "false");
        await user.Press(AriaRole.Button, "Einstellungen");
        await KeyboardUser.FocusMovedTo(page.Locator("#choose-video"));
        await StaysInside(page, "#settings");
        await page.Keyboard.PressAsync("Escape");
        await KeyboardUser.FocusMovedTo(page.Locator("#open-settings"));
        await user.Press(AriaRole.Button, "Auflegen");
        await KeyboardUser.FocusMovedTo(page.Locator("[data-for=ended] h1"));
        await user.Press(AriaRole.Button, "Wieder eintreten");
        await new RoomPage(page).State("waiting");
    }

    /// <summary>Tab moves inside the dialog or to the browser's own controls, but not to the page behind.</summary>
    private static async Task StaysInside(IPage page, string dialog)
    {
        for (var step = 0; step < 8; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>($$"""
                () => {
                  const { activeElement, body } = document;
                  return activeElement === body || activeElement.closest('{{dialog}}') !== null;
                }
                """));
        }
    }
}
