using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

/// <summary>Words without a place to break fit every page of the portal at 360 px, in light and dark colours.</summary>
[Collection("pages")]
public sealed class LongWordsTests(Stage stage)
{
    private const string Surname = "Schwarzenberger-Mühlendorffhausener";
    private const string Email = "sekretariat.kinderwunschzentrum@universitaetsklinikum-schleswig-holstein.example";
    private static readonly string Name = new('W', 240);
    private static readonly string Notes = new('m', 10_000);

    [Fact]
    public async Task Long_names_addresses_and_notes_fit_the_list_the_detail_and_the_form()
    {
        var practice = await Practice.Register(stage.Practitioner, "Donaudampfschifffahrtsgesellschaftsärzte");
        var page = practice.Page;
        await Plan(page, Surname, Notes, Email);
        await Fits(page);
        await Plan(page, Name, Surname, $"{Email}, {Email}");
        await Fits(page);
        await page.Locator("#cancel").ClickAsync();
        await Fits(page);
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("#change").ClickAsync();
        await Fits(page);
        await ShowConflict(page);
        await Fits(page);
        await page.GotoAsync("/arzt/videosprechstunde");
        await page.Locator(".entry").Nth(1).WaitForAsync();
        await Fits(page);
        var height = await page.Locator(".entry").Last.EvaluateAsync<double>("(e) => e.offsetHeight");
        Assert.InRange(height, 48, 200);
        await page.Locator(".entry summary").First.ClickAsync();
        await Fits(page);
        await page.Locator("#search").FillAsync(Name);
        await Fits(page);
        await page.GotoAsync("/arzt?lang=en");
        await page.Says("start.nobody");
        await Fits(page);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Long_names_fit_registration_the_recovery_sheet_and_sign_in()
    {
        var page = await stage.Practitioner.NewPage();
        await Practice.FillIn(page, "Rechtsschutzversicherungsgesellschaftena");
        await page.Locator("#user").FillAsync("Hottentottenstottertrottelmutterattentae");
        await page.Locator("#full-name").FillAsync($"Prof. Dr. med. {Surname} {Surname}");
        await Fits(page);
        await page.Locator("#register button").ClickAsync();
        await page.Says("register.sheetTitle");
        await Fits(page);
        await Practice.ConfirmSheet(page);
        await page.Locator("#sign-out").ClickAsync();
        await page.Locator("#login").WaitForAsync();
        await RemoveLimits(page);
        await page.Locator("#practice").FillAsync(Name);
        await page.Locator("#user").FillAsync($"{Surname}, Maria");
        await page.Locator("#password").FillAsync(Name);
        await page.Locator("#login button").ClickAsync();
        await page.Says("login.unknownTitle");
        await Fits(page);
        await page.Context.CloseAsync();
    }

    private static async Task Plan(IPage page, string participant, string subject, string email)
    {
        await page.Locator("#new").ClickAsync();
        await RemoveLimits(page);
        await page.Locator("#participant").FillAsync(participant);
        await page.Locator("#subject").FillAsync(subject);
        await page.Locator("#email").FillAsync(email);
        await page.Locator("#save").ClickAsync();
        await page.Locator("#detail").WaitForAsync();
    }

    /// <summary>What is typed is limited; what other clients have planned is not.</summary>
    private static async Task RemoveLimits(IPage page) => await page.EvaluateAsync("""
        () => document.querySelectorAll('[maxlength]').forEach((field) => field.removeAttribute('maxlength'))
        """);

    private static async Task ShowConflict(IPage page)
    {
        var colleague = await page.Context.NewPageAsync();
        await colleague.GotoAsync("/arzt/videosprechstunde");
        await colleague.Locator(".entry .open").Filter(new() { HasText = Name }).ClickAsync();
        await colleague.Locator("#change").ClickAsync();
        await colleague.Locator("#save").ClickAsync();
        await colleague.Locator("#detail").WaitForAsync();
        await colleague.CloseAsync();
        await page.Locator("#save").ClickAsync();
        await page.Says("plan.conflictTitle");
    }

    private static async Task Fits(IPage page)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(360, 800);
            var over = await page.EvaluateAsync<string[]>("""
                () => {
                  const { scrollWidth, clientWidth } = document.documentElement;
                  const found = scrollWidth > clientWidth ? [`page: ${scrollWidth - clientWidth} px`] : [];
                  for (const e of document.querySelectorAll('main *')) {
                    const { right, left } = e.getBoundingClientRect();
                    const shown = e.checkVisibility() && !e.matches('.visually-hidden');
                    if (shown && (right > clientWidth + 0.5 || left < -0.5)) found.push(e.outerHTML.slice(0, 80));
                  }
                  return found;
                }
                """);
            Assert.True(over.Length == 0, $"{page.Url}, {scheme}:\n{string.Join('\n', over)}");
        }

        await page.SetViewportSizeAsync(1280, 800);
    }
}
