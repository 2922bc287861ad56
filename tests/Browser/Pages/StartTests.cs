using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

/// <summary>The portal's first page: who waits, and what is planned today.</summary>
[Collection("pages")]
public sealed class StartTests(Stage stage)
{
    [Fact]
    public async Task Who_arrives_is_named_within_a_second_and_sees_that_the_practice_knows()
    {
        var practice = await Practice.Register(stage.Practitioner, "Praxis Wartezimmer");
        var codes = await practice.Plan("Alice Krejčová");
        var page = practice.Page;
        await page.GotoAsync("/arzt");
        await page.Says("start.nobody");
        await page.IsAccessible();
        var patient = await stage.Patient.Enter(codes.Patient, "Alice K.");
        await patient.State("waiting");
        var row = page.Locator("#waiting .entry");
        await row.GetByText("Alice K.").WaitForAsync(new() { Timeout = 1000 });
        Assert.StartsWith("(1)", await page.TitleAsync(), StringComparison.Ordinal);
        await patient.Page.Says("room.watched");
        await page.IsAccessible();
        await patient.Page.IsAccessible();

        await row.Locator("summary").ClickAsync();
        await page.IsAccessible();
        await row.GetByRole(AriaRole.Button, new() { Name = "10 Minuten Verspätung melden" }).ClickAsync();
        await patient.Page.GetByText("etwa 10 Minuten Verspätung").WaitForAsync();

        var room = await page.RunAndWaitForPopupAsync(() => row.GetByText("Sprechen").ClickAsync());
        await room.GetByRole(AriaRole.Button, new() { Name = "Beitreten" }).ClickAsync();
        await patient.InCall();
        await page.Locator("#waiting .chip.inCall").WaitForAsync();
        Assert.False((await page.TitleAsync()).StartsWith('('));
        await room.CloseAsync();
        await patient.Page.Context.CloseAsync();
        await page.Locator("#nobody").WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Two_pages_of_a_practice_see_the_same_and_either_lets_people_in()
    {
        var practice = await Practice.Register(stage.Practitioner, "Praxis Zwei Fenster");
        var codes = await practice.Plan("Zoe Miller", admission: "byPractitioner");
        var page = practice.Page;
        var other = await page.Context.NewPageAsync();
        foreach (var each in new[] { page, other })
        {
            await each.GotoAsync("/arzt");
        }

        var patient = await stage.Patient.Enter(codes.Patient, "Zoe Miller");
        await other.Locator("#waiting .chip.toAdmit").WaitForAsync();
        await page.Locator("#waiting").GetByRole(AriaRole.Button, new() { Name = "Hereinlassen" }).ClickAsync();
        await other.Locator("#waiting .chip.waiting").WaitForAsync();
        await patient.Page.Says("room.waitingPatient");
        await patient.Page.Context.CloseAsync();
        await page.Context.CloseAsync();
    }
}
