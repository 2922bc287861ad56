using System.Text.Json.Nodes;
using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Pages;

/// <summary>A server that shows an appointment otherwise than it was planned.</summary>
[Collection("pages")]
public sealed class AlteredAppointmentTests(Stage stage)
{
    [Fact]
    public async Task An_appointment_that_the_server_has_altered_is_not_shown_and_the_page_says_so()
    {
        var practice = await Practice.Register(stage.Practitioner, "Praxis Verändert");
        await practice.Plan("Viola Verändert");
        var page = practice.Page;
        await page.RouteAsync("**/api/appointments/?*", Lie);
        await page.GotoAsync("/arzt/videosprechstunde");
        await Assertions.Expect(page.Locator("#altered")).ToContainTextAsync("Ein Termin fehlt hier");
        Assert.Equal(0, await page.GetByText("Viola Verändert").CountAsync());
        await Assertions.Expect(page.Locator("#empty")).ToBeHiddenAsync();
        await page.IsAccessible();
        await page.Context.CloseAsync();
    }

    private static async Task Lie(IRoute route)
    {
        var answer = await route.FetchAsync();
        var entries = JsonNode.Parse(await answer.TextAsync()) as JsonArray ?? [];
        foreach (var entry in entries.OfType<JsonObject>())
        {
            entry["start"] = "2099-01-01T09:30";
        }

        await route.FulfillAsync(new() { Response = answer, Body = entries.ToJsonString() });
    }
}
