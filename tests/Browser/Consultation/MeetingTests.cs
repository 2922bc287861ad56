using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Consultation;

[Collection("browser")]
public sealed class MeetingTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task Each_sees_and_hears_the_other()
    {
        var (practitioner, patient, _) = await stage.Meeting();
        await practitioner.Shows(0, 0, 255);
        await patient.Shows(255, 0, 0);
        Assert.InRange(await practitioner.Hears(), 970, 1030);
        Assert.InRange(await patient.Hears(), 410, 470);
        await practitioner.Page.ScreenshotAsync(new() { Path = Repository.In("artifacts", "call.png") });
        await Close(practitioner, patient);
    }

    [Fact]
    public async Task A_reloaded_tab_is_in_the_call_again_by_itself()
    {
        var (practitioner, patient, _) = await stage.Meeting();
        await patient.Page.ReloadAsync();
        await patient.InCall();
        await patient.Shows(255, 0, 0);
        await practitioner.Page.ReloadAsync();
        await practitioner.InCall();
        await practitioner.Shows(0, 0, 255);
        await patient.MoreFrames(10);
        await Close(practitioner, patient);
    }

    [Fact]
    public async Task Whoever_hangs_up_can_come_in_again_with_one_click()
    {
        var (practitioner, patient, _) = await stage.Meeting();
        await patient.HangUp();
        await patient.State("ended");
        await practitioner.State("waiting");
        await patient.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Wieder eintreten" }).ClickAsync();
        await patient.InCall();
        await practitioner.InCall();
        await Close(practitioner, patient);
    }

    [Fact]
    public async Task Clocks_an_hour_apart_do_not_matter()
    {
        var codes = await stage.Practice.Plan("Uhr Falsch");
        var practitioner = await stage.Practitioner.Enter(codes.Practitioner, "Dr. Vor");
        var page = await stage.Patient.NewPage();
        await page.Clock.SetSystemTimeAsync(TimeProvider.System.GetUtcNow().AddHours(-1).UtcDateTime);
        var patient = new RoomPage(page);
        await patient.Open(codes.Patient, "Uhr Falsch");
        await practitioner.InCall();
        await patient.InCall();
        await Close(practitioner, patient);
    }

    private static async Task Close(params RoomPage[] pages)
    {
        foreach (var page in pages)
        {
            await page.Page.Context.CloseAsync();
        }
    }
}
