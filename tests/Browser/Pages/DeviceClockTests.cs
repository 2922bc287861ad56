using System.Globalization;
using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

/// <summary>The portal goes by the server's clock, whatever the device's says.</summary>
[Collection("pages")]
public sealed class DeviceClockTests(Stage stage)
{
    private static readonly TimeZoneInfo German = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData(26)]
    [InlineData(-26)]
    public async Task A_clock_that_is_wrong_hides_nothing_and_offers_the_right_hour(int hoursAhead)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Praxis Uhr {hoursAhead}");
        var practice = await Practice.Register(stage.Practitioner, name);
        await practice.Plan("Rita Richtig", now: stage.Server.Now);
        var page = await practice.Page.Context.NewPageAsync();
        await page.Clock.InstallAsync(new() { TimeDate = Wrong(hoursAhead) });
        await page.GotoAsync("/arzt/videosprechstunde");
        await IsRight(page);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_clock_that_is_set_while_the_page_is_open_changes_nothing()
    {
        var practice = await Practice.Register(stage.Practitioner, "Praxis Uhr Verstellt");
        await practice.Plan("Rita Richtig", now: stage.Server.Now);
        var page = await practice.Page.Context.NewPageAsync();
        await page.Clock.InstallAsync();
        await page.GotoAsync("/arzt/videosprechstunde");
        await page.Locator(".entry").WaitForAsync();
        foreach (var hours in new[] { 26, -26 })
        {
            await page.Clock.SetSystemTimeAsync(Wrong(hours));
            await IsRight(page);
            await page.Locator("#discard").ClickAsync();
        }

        await page.Context.CloseAsync();
    }

    private DateTime Wrong(int hoursAhead) => stage.Server.Now.AddHours(hoursAhead).UtcDateTime;

    /// <summary>What runs now is listed as such, and the form begins at the next quarter of an hour.</summary>
    private async Task IsRight(IPage page)
    {
        await Assertions.Expect(page.Locator(".entry")).ToHaveCountAsync(1);
        await page.Locator("#past").CheckAsync();
        await Assertions.Expect(page.Locator(".entry")).ToHaveCountAsync(0);
        await page.Locator("#past").UncheckAsync();
        await Assertions.Expect(page.Locator(".entry")).ToHaveCountAsync(1);
        await page.Locator("#new").ClickAsync();
        var date = await page.Locator("#date").InputValueAsync();
        var typed = $"{date}T{await page.Locator("#time").InputValueAsync()}";
        var offered = DateTime.Parse(typed, CultureInfo.InvariantCulture);
        var now = TimeZoneInfo.ConvertTime(stage.Server.Now, German).DateTime;
        Assert.InRange(offered, now.AddMinutes(-2), now.AddMinutes(17));
        var today = now.AddMinutes(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal(today, await page.Locator("#date").GetAttributeAsync("min"));
    }
}
