using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

/// <summary>A server that gives a page a second and no more.</summary>
public sealed class BusyPageTests : IAsyncLifetime
{
    private const string Heading = "Gerade ist sehr viel los";
    private readonly RunningServer server = new();
    private IPlaywright? playwright;
    private Person? patient;

    private Person Patient => patient ?? throw new InvalidOperationException();

    public async Task InitializeAsync()
    {
        server.Settings["Limits__Pages__Burst"] = "1";
        server.Settings["Limits__Pages__PerSecond"] = "1";
        server.Settings["Limits__Arrivals__Burst"] = "1";
        server.Settings["Limits__Arrivals__PerSecond"] = "1";
        await server.Start();
        playwright = await Playwright.CreateAsync();
        patient = await Person.With(playwright, "blue", 1000, server.Address, new Traffic());
    }

    public async Task DisposeAsync()
    {
        await Patient.DisposeAsync();
        playwright?.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task The_busy_page_keeps_nobody_out_and_leads_to_the_door_by_itself()
    {
        var page = await SentAway(await Patient.NewPage());
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(v => v.Id));
        await page.GetByLabel("Zugangscode").WaitForAsync();
        Assert.Equal("c3f-e04-d96", await page.GetByLabel("Zugangscode").InputValueAsync());
    }

    [Fact]
    public async Task A_tab_that_holds_a_seat_is_not_sent_away()
    {
        var page = await Patient.NewPage();
        await page.Context.AddInitScriptAsync("""
            sessionStorage.setItem('redconnect.seat', JSON.stringify({ seat: 'ab', secret: '', instance: 1, name: 'Ada', room: { id: 'cd', role: 'patient', key: '', codeId: '' } }));
            """);
        for (var n = 0; n < 20 && !page.Url.Contains("back", StringComparison.Ordinal); n++)
        {
            await page.GotoAsync("/hilfe");
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }

        await page.GetByRole(AriaRole.Heading, new() { Name = "Hilfe", Exact = true }).WaitForAsync();
        Assert.Contains("?back=", page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("en-GB")]
    public async Task A_door_that_is_crowded_keeps_nobody_out(string locale)
    {
        var page = await Patient.NewPage(new() { Locale = locale });
        await page.GotoAsync("/?back=1");
        await page.Locator("#code").FillAsync("c3f-e04-d96");
        await page.Locator("#name").FillAsync("Ada");
        for (var n = 0; n < 20 && await page.Locator("#entry-form button").IsVisibleAsync(); n++)
        {
            await page.Locator("#entry-form button").ClickAsync();
            await page.WaitForFunctionAsync("() => document.querySelector('#room')?.dataset.state !== 'connecting'");
        }

        await page.Says("refusal.overloadedTitle", "refusal.overloadedNext");
        await page.KeepsNobodyOut();
    }

    /// <summary>Asks for the door until there is one page too many.</summary>
    private static async Task<IPage> SentAway(IPage page)
    {
        for (var n = 0; n < 20 && !await page.GetByRole(AriaRole.Heading, new() { Name = Heading }).IsVisibleAsync(); n++)
        {
            await page.GotoAsync($"/?n={n}#c3f-e04-d96");
        }

        await page.GetByRole(AriaRole.Heading, new() { Name = Heading }).WaitForAsync();
        return page;
    }
}
