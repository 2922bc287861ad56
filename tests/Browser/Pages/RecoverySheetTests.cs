using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

/// <summary>The recovery sheet is shown until its owner has confirmed that it is secured.</summary>
[Collection("pages")]
public sealed class RecoverySheetTests(Stage stage)
{
    private const string Reload = "() => { setTimeout(() => location.reload()); }";

    [Fact]
    public async Task Leaving_asks_and_neither_reload_nor_language_nor_leaving_loses_the_sheet()
    {
        var page = await Registered("Praxis Notfallblatt");
        var sheet = await page.Locator("#sheet").InnerTextAsync();
        await page.IsAccessible();

        Assert.Equal(DialogType.BeforeUnload, await AnswerTo(page, Reload, dialog => dialog.DismissAsync()));
        await SheetIs(page, sheet);
        await page.Locator("a.brand").ClickAsync();
        await page.Says("register.leaveSheet");
        await page.IsAccessible();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hier bleiben" }).ClickAsync();
        await SheetIs(page, sheet);

        await page.Locator("header a[hreflang]").ClickAsync();
        await page.Says("register.sheetTitle", "register.lastGroup");
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));
        await SheetIs(page, sheet);
        await page.Locator("#last-group").FillAsync("x");
        await AnswerTo(page, Reload, dialog => dialog.AcceptAsync());
        await page.Says("register.sheetTitle");
        await SheetIs(page, sheet);

        await page.Locator("a.brand").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave anyway" }).ClickAsync();
        await page.WaitForURLAsync("**/arzt/registrieren");
        await SheetIs(page, sheet);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Going_on_wants_the_last_group_or_a_sheet_that_was_printed_and_then_it_is_never_shown_again()
    {
        var page = await Registered("Praxis Bestätigt");
        var next = page.GetByRole(AriaRole.Button, new() { Name = "Weiter zur Videosprechstunde" });
        await next.ClickAsync();
        await page.Says("register.notSecured");
        await page.Locator("#last-group").FillAsync("0000");
        await next.ClickAsync();
        await page.Says("register.notSecured");
        await page.IsAccessible();
        Assert.False(await page.Locator("#secured").IsVisibleAsync());

        await page.Locator("#print-sheet").ClickAsync();
        await next.ClickAsync();
        await page.Says("register.notSecured");
        await page.Locator("#secured").CheckAsync();
        await page.IsAccessible();
        await next.ClickAsync();
        await page.WaitForURLAsync("**/arzt/videosprechstunde");

        await page.GotoAsync("/arzt/registrieren");
        await page.Locator("#register").WaitForAsync();
        Assert.Equal("", await page.Locator("#sheet").TextContentAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_sheet_is_what_the_browsers_own_print_prints()
    {
        var page = await Registered("Praxis Druckt Selbst");
        var sheet = await page.Locator("#sheet").InnerTextAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        var printed = await page.Locator("body").InnerTextAsync();
        Assert.Contains(sheet, printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Weiter", printed, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    private async Task<IPage> Registered(string name)
    {
        var page = await stage.Practitioner.NewPage();
        await Practice.FillIn(page, name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Registrieren" }).ClickAsync();
        await page.Says("register.sheetTitle");
        return page;
    }

    private static Task SheetIs(IPage page, string sheet) =>
        Assertions.Expect(page.Locator("#sheet")).ToHaveTextAsync(sheet);

    /// <summary>Which kind of dialog of the browser the script causes; it is answered.</summary>
    private static async Task<string> AnswerTo(IPage page, string script, Func<IDialog, Task> answer)
    {
        var asked = new TaskCompletionSource<IDialog>(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnDialog(object? sender, IDialog dialog) => asked.TrySetResult(dialog);
        page.Dialog += OnDialog;
        await page.EvaluateAsync(script);
        var dialog = await asked.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await answer(dialog);
        page.Dialog -= OnDialog;
        return dialog.Type;
    }
}
