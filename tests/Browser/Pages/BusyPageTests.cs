using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

/// <summary>A server that serves one page a second and accepts one person a second.</summary>
[Collection("alone")]
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
        patient = await Person.With(playwright, Portrait.Patient, server.Address, new Traffic());
    }

    public async Task DisposeAsync()
    {
        await Patient.DisposeAsync();
        playwright?.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task The_busy_page_is_accessible_and_loads_the_entry_page_by_itself()
    {
        var page = await BusyPage(await Patient.NewPage());
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(v => v.Id));
        await page.GetByLabel("Zugangscode").WaitForAsync();
        Assert.Equal("c3f-e04-d96", await page.GetByLabel("Zugangscode").InputValueAsync());
    }

    [Fact]
    public async Task A_tab_that_holds_a_seat_gets_its_page()
    {
        var page = await Patient.NewPage();
        await page.Context.AddInitScriptAsync("""
            const room = { id: 'cd', role: 'patient', key: '', passId: '' };
            const devices = { camera: true, microphone: true };
            const seat = { seat: 'ab', secret: '', instance: 1, name: 'Ada', ...devices, room };
            sessionStorage.setItem('redconnect.seat', JSON.stringify(seat));
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
    public async Task The_refusal_of_a_crowded_server_is_accessible(string locale)
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
        await page.IsAccessible();
    }

    /// <summary>Asks for the entry page until the server is busy.</summary>
    private static async Task<IPage> BusyPage(IPage page)
    {
        var heading = page.GetByRole(AriaRole.Heading, new() { Name = Heading });
        for (var n = 0; n < 20 && !await heading.IsVisibleAsync(); n++)
        {
            await page.GotoAsync($"/?n={n}#c3f-e04-d96");
        }

        await heading.WaitForAsync();
        return page;
    }
}
