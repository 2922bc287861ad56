using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

/// <summary>What the pages of a browser show after signing out.</summary>
[Collection("browser")]
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
}
