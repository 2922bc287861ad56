using System.Globalization;
using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

/// <summary>Planning on the nights when German clocks change, in a browser in another time zone.</summary>
[Collection("pages")]
public sealed class PlanningTests(Stage stage)
{
    private static readonly int Year = TimeProvider.System.GetUtcNow().Year + 1;
    private static readonly string March = LastSunday(3);
    private static readonly string October = LastSunday(10);

    [Fact]
    public async Task A_time_that_does_not_exist_is_refused_and_one_that_occurs_twice_is_asked_about()
    {
        var options = new BrowserNewContextOptions { TimezoneId = "America/New_York" };
        var practice = await Practice.Register(stage.Practitioner, "Praxis Übersee", options);
        var page = practice.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Neuer Termin" }).ClickAsync();
        await page.GetByLabel("Teilnehmer (Name)").FillAsync("Nora Nachtwach");
        await Save(page, March);
        await Assertions.Expect(page.Locator("#form-error")).ToContainTextAsync($"März {Year}, 03:00 Uhr");

        await page.GetByLabel("Datum", new() { Exact = true }).FillAsync(October);
        await Assertions.Expect(page.Locator("#time-hint")).ToContainTextAsync("20:30");
        await Save(page, October);
        await page.GetByText("Termin mit Nora Nachtwach").WaitForAsync();
        await IsStored(page, "00:30", "02:30 Uhr MESZ", "20:30");

        await page.Locator("#change").ClickAsync();
        await page.Locator("#fold").CheckAsync();
        await Assertions.Expect(page.Locator("#time-hint")).ToContainTextAsync("21:30");
        await Save(page, October);
        await page.Locator("#detail-title").WaitForAsync();
        await IsStored(page, "01:30", "02:30 Uhr MEZ", "21:30");

        await page.Locator("#change").ClickAsync();
        Assert.True(await page.Locator("#fold").IsCheckedAsync());
        await page.Context.CloseAsync();
    }

    private static async Task Save(IPage page, string day)
    {
        await page.GetByLabel("Datum", new() { Exact = true }).FillAsync(day);
        await page.GetByLabel("Uhrzeit", new() { Exact = true }).FillAsync("02:30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Speichern" }).ClickAsync();
    }

    private static async Task IsStored(IPage page, string utc, string german, string local)
    {
        var shown = page.Locator("#detail-when");
        await Assertions.Expect(shown).ToContainTextAsync(german);
        await Assertions.Expect(shown).ToContainTextAsync(local);
        var start = await page.EvaluateAsync<string>($$"""
            async () => {
              const answer = await fetch('/api/appointments?from={{October}}&to={{October}}');
              return (await answer.json())[0].startUtc;
            }
            """);
        Assert.StartsWith($"{October}T{utc}:00", start, StringComparison.Ordinal);
    }

    private static string LastSunday(int month)
    {
        var last = new DateOnly(Year, month, 31);
        return last.AddDays(-(int)last.DayOfWeek).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
