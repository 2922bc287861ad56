using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

/// <summary>What the pages of a browser show after signing out.</summary>
[Collection("pages")]
public sealed class SigningOutTests(Stage stage)
{
    [Fact]
    public async Task Signing_out_without_a_line_empties_all_tabs_and_the_session_ends_with_the_next_page()
    {
        var practice = await Practice.Register(stage.Practitioner, "Praxis Feierabend");
        await practice.Plan("Frieda Feierabend");
        var page = practice.Page;
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/arzt/videosprechstunde");
        await other.GetByText("Frieda Feierabend").WaitForAsync();

        await page.Context.SetOfflineAsync(true);
        await page.Locator("#sign-out").ClickAsync();
        await page.Says("portal.signedOutOffline");
        await other.Says("portal.signedOutElsewhere");
        Assert.Equal(0, await page.GetByText("Frieda Feierabend").CountAsync());
        Assert.Equal(0, await other.GetByText("Frieda Feierabend").CountAsync());
        await page.IsAccessible();

        await page.Context.SetOfflineAsync(false);
        await page.GotoAsync("/arzt/videosprechstunde");
        await page.Locator("#login").WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_session_that_the_server_has_ended_empties_all_tabs_and_says_so()
    {
        var practice = await Practice.Register(stage.Practitioner, "Praxis Abgelaufen");
        await practice.Plan("Alma Abgelaufen");
        var page = practice.Page;
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/arzt/videosprechstunde");
        await other.GetByText("Alma Abgelaufen").WaitForAsync();

        await page.Context.ClearCookiesAsync(new() { Name = "redconnect" });
        await page.Locator("#past").ClickAsync();
        await page.Says("portal.sessionEnded");
        await other.Says("portal.sessionEnded");
        Assert.Equal(0, await page.GetByText("Alma Abgelaufen").CountAsync());
        Assert.Equal(0, await other.GetByText("Alma Abgelaufen").CountAsync());
        await page.IsAccessible();
        await page.Locator("main a").ClickAsync();
        await page.Locator("#login").WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Another_practice_that_signs_in_empties_the_other_tabs()
    {
        var practice = await Practice.Register(stage.Practitioner, "Praxis Vorher");
        await practice.Plan("Vera Vorher");
        var page = practice.Page;
        var other = await page.Context.NewPageAsync();
        await Practice.FillIn(other, "Praxis Nachher");
        await other.GetByRole(AriaRole.Button, new() { Name = "Registrieren" }).ClickAsync();
        await page.Says("portal.sessionReplaced");
        Assert.Equal(0, await page.GetByText("Vera Vorher").CountAsync());
        await Practice.ConfirmSheet(other);
        await page.IsAccessible();
        await page.Context.CloseAsync();
    }
}
