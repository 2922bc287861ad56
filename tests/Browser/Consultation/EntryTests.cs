using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Consultation;

/// <summary>Getting in with browsers and people as they are.</summary>
[Collection("consultations")]
public sealed class EntryTests(Stage stage)
{
    private const string BlockedStorage = """
        for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
          Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
        }
        """;

    /// <summary>As a browser that wants a touch before it plays sound.</summary>
    private const string RefusedPlayback = """
        const play = HTMLMediaElement.prototype.play;
        let touched = false;
        addEventListener("keydown", () => touched = true, true);
        Object.defineProperty(HTMLMediaElement.prototype, "autoplay", { set() {} });
        HTMLMediaElement.prototype.play = function () {
          return touched || this.muted ? play.call(this) : Promise.reject(new DOMException("", "NotAllowedError"));
        };
        """;

    [Fact]
    public async Task A_browser_that_stores_nothing_lets_its_person_in()
    {
        var codes = await stage.Practice.Plan("Ohne Speicher");
        var page = await stage.Patient.NewPage();
        await page.AddInitScriptAsync(BlockedStorage);
        var patient = new RoomPage(page);
        await patient.Open(codes.Patient, "Ohne Speicher");
        await patient.State("waiting");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("RTCPeerConnection", "entry.missing.calls")]
    [InlineData("WebAssembly", "entry.missing.encryption")]
    public async Task A_browser_without_what_a_call_needs_says_so_at_once(string missing, string words)
    {
        var page = await stage.Patient.NewPage();
        await page.AddInitScriptAsync($"delete window.{missing};");
        await page.GotoAsync("/");
        await page.Says(words);
        await page.IsAccessible();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("{\"vid")]
    [InlineData("null")]
    public async Task Damaged_settings_do_not_keep_a_link_from_being_followed(string stored)
    {
        var page = await stage.Patient.NewPage();
        await page.GotoAsync("/hilfe");
        await page.EvaluateAsync(
            "stored => { localStorage['redconnect.devices'] = sessionStorage['redconnect.seat'] = stored; }", stored);
        await page.GotoAsync("/#c3f-e04-d96");
        await Assertions.Expect(page.Locator("#code")).ToHaveValueAsync("c3f-e04-d96");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Another_language_a_reload_and_help_keep_code_and_name_but_another_tab_does_not_see_them()
    {
        var page = await stage.Patient.NewPage();
        await page.GotoAsync("/#c3f-e04-d96");
        await page.Locator("#name").FillAsync("Ada");
        await page.Locator("a[hreflang=en]").ClickAsync();
        await Filled(page, "c3f-e04-d96", "Ada");
        await page.ReloadAsync();
        await Filled(page, "c3f-e04-d96", "Ada");
        await page.Locator("a[href='/hilfe']").ClickAsync();
        await page.WaitForURLAsync("**/hilfe");
        await page.GoBackAsync();
        await Filled(page, "c3f-e04-d96", "Ada");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/");
        await Filled(other, "", "");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_followed_link_is_kept_too_until_the_person_wants_to_type_a_code()
    {
        var page = await stage.Patient.NewPage();
        await page.GotoAsync("/#" + new string('A', 43));
        await page.Locator("a[hreflang=en]").ClickAsync();
        await page.WaitForURLAsync("**/?lang=en");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#other-code")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#code")).ToBeHiddenAsync();
        await page.IsAccessible();
        await page.Locator("#other-code button").ClickAsync();
        await Assertions.Expect(page.Locator("#code")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#code")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u3164")]
    [InlineData("\u2800")]
    [InlineData("\u200F")]
    public async Task A_name_that_nobody_sees_is_asked_for_again(string name)
    {
        var page = (await stage.Patient.Enter("c3f-e04-d96", name)).Page;
        await page.Says("entry.nameMissing");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Sound_that_may_not_play_says_so_and_starts_at_the_next_touch_and_help_opens_beside_the_call()
    {
        var codes = await stage.Practice.Plan("Peter Stumm");
        var practitioner = await stage.Practitioner.Enter(codes.Practitioner, Practice.FullName);
        var page = await stage.Patient.NewPage();
        await page.AddInitScriptAsync(RefusedPlayback);
        var patient = new RoomPage(page);
        await patient.Open(codes.Patient, "Peter Stumm");
        await patient.InCall();
        await practitioner.InCall();
        await page.Says("room.tapToHear");
        await page.IsAccessible();
        await page.Keyboard.PressAsync("Shift");
        await Assertions.Expect(page.Locator("#play")).ToBeHiddenAsync();
        Assert.False(await page.EvaluateAsync<bool>("() => document.querySelector('video[data-seat]').paused"));
        await Assertions.Expect(page.Locator("a[href='/hilfe']").First).ToHaveAttributeAsync("target", "_blank");
        await page.Context.CloseAsync();
        await practitioner.Page.Context.CloseAsync();
    }

    private static async Task Filled(IPage page, string code, string name)
    {
        await Assertions.Expect(page.Locator("#code")).ToHaveValueAsync(code);
        await Assertions.Expect(page.Locator("#name")).ToHaveValueAsync(name);
    }
}
