using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

[Collection("browser")]
public sealed class AccessibilityTests(Stage stage) : IClassFixture<Stage>
{
    public static TheoryData<string, ColorScheme, int> Views()
    {
        var views = new TheoryData<string, ColorScheme, int>();
        foreach (var path in new[] { "/", "/arzt", "/arzt/registrieren", "/?lang=en", "/arzt?lang=en", "/hilfe", "/fehler" })
        {
            views.Add(path, ColorScheme.Light, 1280);
            views.Add(path, ColorScheme.Dark, 360);
        }

        return views;
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Nothing_keeps_anybody_out(string path, ColorScheme scheme, int width)
    {
        var page = await stage.Patient.NewPage(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });
        await page.GotoAsync(path);
        await NothingWrong(page);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_portal_and_the_room_keep_nobody_out()
    {
        var codes = await stage.Practice.Plan("Barriere Frei");
        await NothingWrong(stage.Practice.Page);
        var patient = await stage.Patient.Enter(codes.Patient, "Barriere Frei", new() { ColorScheme = ColorScheme.Dark });
        await patient.State("waiting");
        await NothingWrong(patient.Page);
        var practitioner = await stage.Practitioner.Enter(codes.Practitioner, "Dr. Frei");
        await practitioner.InCall();
        await NothingWrong(practitioner.Page);
        await patient.HangUp();
        await patient.State("ended");
        await NothingWrong(patient.Page);
        await patient.Page.Context.CloseAsync();
        await practitioner.Page.Context.CloseAsync();
    }

    private static async Task NothingWrong(IPage page)
    {
        Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(v => $"{v.Id}: {string.Join(", ", v.Nodes.Select(n => n.Html))}"));
    }
}
