using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

/// <summary>What comes out of the printer: by our button, and by the browser's own print.</summary>
[Collection("pages")]
public sealed class PrintingTests(Stage stage)
{
    private const string CountPrints = "window.prints = 0; window.print = () => { window.prints++; };";

    [Fact]
    public async Task What_is_printed_is_the_appointment_that_is_shown_and_never_another_one()
    {
        var practice = await Practice.Register(stage.Practitioner, "Praxis Drucker");
        var page = practice.Page;
        await page.AddInitScriptAsync(CountPrints);
        var first = await practice.Plan("Anna Anfang");
        var second = await practice.Plan("Bodo Ende");
        await PrintsOnly(page, second, "Bodo Ende", "Anna Anfang");

        await Row(page, "Anna Anfang").Locator("summary").ClickAsync();
        await Row(page, "Anna Anfang").Locator("[data-act=print]").ClickAsync();
        await PrintsOnly(page, first, "Anna Anfang", "Bodo Ende");
        Assert.Equal(1, await page.EvaluateAsync<int>("() => window.prints"));
        await page.Locator("#print").ClickAsync();
        Assert.Equal(2, await page.EvaluateAsync<int>("() => window.prints"));

        await Row(page, "Bodo Ende").Locator(".open").ClickAsync();
        await PrintsOnly(page, second, "Bodo Ende", "Anna Anfang");
        await practice.Cancel();
        Assert.False(await page.Locator("#print").IsVisibleAsync());
        await PrintsNoSecrets(page, [first, second], "Dieser Termin ist abgesagt");
        Assert.DoesNotContain("Anna Anfang", await Printed(page), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_list_and_the_form_print_no_secrets_and_after_signing_out_nothing_is_printed()
    {
        var practice = await Practice.Register(stage.Practitioner, "Praxis Papier");
        var page = practice.Page;
        var codes = await practice.Plan("Paula Papier");
        await page.Locator("#change").ClickAsync();
        await PrintsNoSecrets(page, [codes], "Termin ändern");
        await page.GotoAsync("/arzt/videosprechstunde");
        await page.Locator(".entry summary").ClickAsync();
        await PrintsNoSecrets(page, [codes], "Paula Papier");

        await page.Locator(".entry .open").ClickAsync();
        await page.Context.SetOfflineAsync(true);
        await page.Locator("#sign-out").ClickAsync();
        await page.Says("portal.signedOutOffline");
        Assert.DoesNotContain("Paula", await Printed(page), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    private static ILocator Row(IPage page, string name) =>
        page.Locator(".entry").Filter(new() { HasText = name });

    private static async Task PrintsOnly(IPage page, Codes codes, string name, string other)
    {
        await page.GetByText($"Termin mit {name}").WaitForAsync();
        var printed = await Printed(page);
        Assert.Contains(name, printed, StringComparison.Ordinal);
        Assert.Contains(codes.Patient, printed, StringComparison.Ordinal);
        Assert.Contains(codes.PatientLink, printed, StringComparison.Ordinal);
        Assert.DoesNotContain(codes.Practitioner, printed, StringComparison.Ordinal);
        Assert.DoesNotContain(other, printed, StringComparison.Ordinal);
    }

    private static async Task PrintsNoSecrets(IPage page, Codes[] all, string words)
    {
        await page.GetByText(words).First.WaitForAsync();
        var printed = await Printed(page);
        Assert.Contains(words, printed, StringComparison.Ordinal);
        Assert.Empty(all.SelectMany(codes => codes.Spellings).Where(printed.Contains));
    }

    /// <summary>The words on paper, and the addresses of links in a PDF.</summary>
    private static async Task<string> Printed(IPage page)
    {
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        var words = await page.EvaluateAsync<string>("""
            () => document.body.innerText + [...document.querySelectorAll('a[href]')]
              .filter((link) => link.checkVisibility()).map((link) => `\n${link.href}`).join('')
            """);
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        return words;
    }
}
