using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

/// <summary>Two pages of a practice change the same appointment.</summary>
[Collection("pages")]
public sealed class ConflictTests(Stage stage)
{
    [Fact]
    public async Task The_second_to_change_an_appointment_sees_what_the_first_stored_and_decides()
    {
        var practice = await Practice.Register(stage.Practitioner, "Praxis Doppelt");
        await practice.Plan("Karl Konflikt");
        var page = practice.Page;
        await page.Locator("#change").ClickAsync();
        await page.Locator("#subject").FillAsync("Befund besprechen");

        var colleague = await page.Context.NewPageAsync();
        await colleague.GotoAsync("/arzt/videosprechstunde");
        await colleague.Locator(".entry .open").ClickAsync();
        await colleague.Locator("#change").ClickAsync();
        await colleague.Locator("#subject").FillAsync("Nachsorge");
        await colleague.Locator("#save").ClickAsync();
        await colleague.Locator("#detail-title").WaitForAsync();

        await page.Locator("#save").ClickAsync();
        await page.Says("plan.conflictTitle", "plan.conflictChoice");
        await Assertions.Expect(page.Locator("#conflict-facts")).ToContainTextAsync("Nachsorge");
        await Assertions.Expect(page.Locator("#subject")).ToHaveValueAsync("Befund besprechen");
        await page.IsAccessible();
        await page.Locator("#save").ClickAsync();
        await Assertions.Expect(page.Locator("#detail-subject")).ToHaveTextAsync("Befund besprechen");

        await colleague.Locator("#cancel").ClickAsync();
        await colleague.Locator("#confirm button[value=yes]").ClickAsync();
        await colleague.Says("refused.changedMeanwhile");
        await Assertions.Expect(colleague.Locator("#detail-subject")).ToHaveTextAsync("Befund besprechen");
        await page.Context.CloseAsync();
    }
}
