using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

/// <summary>
/// The server does what it is asked, and its answer is lost on the line. Pressing again does the same act, once.
/// </summary>
[Collection("pages")]
public sealed class LostAnswerTests(Stage stage) : IAsyncLifetime
{
    private AnswerLosingProxy? proxy;

    private AnswerLosingProxy Line => proxy ?? throw new InvalidOperationException();

    private BrowserNewContextOptions ThroughTheLine => new() { BaseURL = Line.Address.ToString() };

    public Task InitializeAsync()
    {
        proxy = new AnswerLosingProxy(stage.Server.Address);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await Line.DisposeAsync();

    [Fact]
    public async Task A_registration_whose_answer_was_lost_is_completed_by_pressing_again()
    {
        var page = await stage.Practitioner.NewPage(ThroughTheLine);
        await Practice.FillIn(page, "Praxis Leitung Weg");
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Registrieren" });
        await Loses(page, "POST /api/practices", button);
        await page.Locator("a.brand").ClickAsync();
        await page.Says("register.leaveUnanswered");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hier bleiben" }).ClickAsync();

        await button.ClickAsync();
        await Practice.ConfirmSheet(page);
        await page.Locator("#sign-out").ClickAsync();
        await SignIn(page, "Praxis Leitung Weg");
        await page.Locator("#new").WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_sign_in_whose_answer_was_lost_succeeds_by_pressing_again()
    {
        var practice = await Practice.Register(stage.Practitioner, "Praxis Anmeldung Weg", ThroughTheLine);
        var page = practice.Page;
        await page.Locator("#sign-out").ClickAsync();
        await page.Locator("#login").WaitForAsync();
        Line.Lose("POST /api/session ");
        await SignIn(page, "Praxis Anmeldung Weg");
        await page.Says("refused.offline");
        Line.Mend();
        Assert.NotEqual(0, Line.Lost);
        await page.Locator("#login button").ClickAsync();
        await page.Locator("#new").WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Planning_changing_and_cancelling_whose_answers_were_lost_happen_once()
    {
        var practice = await Practice.Register(stage.Practitioner, "Praxis Antwort Weg", ThroughTheLine);
        var page = practice.Page;
        await page.Locator("#new").ClickAsync();
        await page.Locator("#participant").FillAsync("Erik Einmal");
        await Loses(page, "PUT /api/appointments/", page.Locator("#save"));
        await page.Locator("#save").ClickAsync();
        await page.GetByText("Termin mit Erik Einmal").WaitForAsync();
        await IsStoredOnce(page, 1, false);

        await page.Locator("#change").ClickAsync();
        await page.Locator("#subject").FillAsync("Nachsorge");
        await Loses(page, "PUT /api/appointments/", page.Locator("#save"));
        await page.Locator("#save").ClickAsync();
        await Assertions.Expect(page.Locator("#detail-subject")).ToHaveTextAsync("Nachsorge");
        await IsStoredOnce(page, 2, false);

        await page.Locator("#cancel").ClickAsync();
        var yes = page.Locator("#confirm button[value=yes]");
        await Loses(page, "DELETE /api/appointments/", yes);
        await page.Locator("#cancel").ClickAsync();
        await yes.ClickAsync();
        await page.Locator("#detail-cancelled").WaitForAsync();
        await IsStoredOnce(page, 3, true);
        await page.Context.CloseAsync();
    }

    /// <summary>Presses the button while answers to such requests are lost; the page says that there is none.</summary>
    private async Task Loses(IPage page, string request, ILocator button)
    {
        var before = Line.Lost;
        Line.Lose(request);
        await button.ClickAsync();
        await page.Says("refused.offline");
        Line.Mend();
        Assert.NotEqual(before, Line.Lost);
    }

    private static async Task SignIn(IPage page, string practice)
    {
        await page.Locator("#practice").FillAsync(practice);
        await page.Locator("#user").FillAsync("mmuster");
        await page.Locator("#password").FillAsync(Practice.Password);
        await page.Locator("#login button").ClickAsync();
    }

    private static async Task IsStoredOnce(IPage page, int revision, bool cancelled)
    {
        var stored = await page.EvaluateAsync<string[]>("""
            async () => {
              const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
              const list = await (await fetch(`/api/appointments?from=${day(-2)}&to=${day(2)}`)).json();
              return list.map(({ revision, cancelled }) => `${revision} ${cancelled}`);
            }
            """);
        Assert.Equal([$"{revision} {(cancelled ? "true" : "false")}"], stored);
    }
}
