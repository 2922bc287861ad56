using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Consultation;

[Collection("browser")]
public sealed class DoorTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task A_code_typed_with_mistakes_of_form_opens_the_room()
    {
        var codes = await stage.Practice.Plan("Tippt Anders");
        var page = await stage.Patient.NewPage();
        await page.GotoAsync("/");
        await page.GetByLabel("Zugangscode").FillAsync("  " + codes.Patient.ToUpperInvariant().Replace("0", "O", StringComparison.Ordinal).Replace("-", " ", StringComparison.Ordinal));
        await page.GetByLabel("Ihr Name").FillAsync("Tippt Anders");
        await page.GetByRole(AriaRole.Button, new() { Name = "Beitreten" }).ClickAsync();
        await new RoomPage(page).State("waiting");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_code_in_a_link_does_not_stay_in_the_address()
    {
        var codes = await stage.Practice.Plan("Link Leser");
        var patient = await stage.Patient.Enter(codes.Patient, "Link Leser");
        await patient.State("waiting");
        Assert.DoesNotContain("#", patient.Page.Url, StringComparison.Ordinal);
        await patient.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Too_early_says_when_and_counts_down()
    {
        var codes = await stage.Practice.Plan("Zu Früh", inMinutes: 120);
        var patient = await stage.Patient.Enter(codes.Patient, "Zu Früh");
        await patient.State("tooEarly");
        await patient.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Two_with_the_same_code_are_told_to_compare_their_codes()
    {
        var codes = await stage.Practice.Plan("Doppelt Da");
        var first = await stage.Patient.Enter(codes.Patient, "Eins");
        var second = await stage.Practitioner.Enter(codes.Patient, "Zwei");
        await Told(first);
        await Told(second);
        await Close(first, second);
    }

    [Fact]
    public async Task Two_in_different_rooms_of_the_practice_are_told_to_compare_their_codes()
    {
        var one = await stage.Practice.Plan("Raum Eins");
        var two = await stage.Practice.Plan("Raum Zwei");
        var practitioner = await stage.Practitioner.Enter(one.Practitioner, "Dr. Falsch");
        var patient = await stage.Patient.Enter(two.Patient, "Raum Zwei");
        await Told(practitioner);
        await Told(patient);
        await Close(practitioner, patient);
    }

    [Fact]
    public async Task An_unknown_code_is_said_in_words()
    {
        var patient = await stage.Patient.Enter("000-000-000", "Niemand");
        await patient.Page.Locator("#entry-problem").GetByText("Diesen Zugangscode").WaitForAsync();
        await patient.Page.Context.CloseAsync();
    }

    private static Task Told(RoomPage room) => room.Page.Locator("#advice").WaitForAsync();

    private static async Task Close(params RoomPage[] rooms)
    {
        foreach (var room in rooms)
        {
            await room.Page.Context.CloseAsync();
        }
    }
}
