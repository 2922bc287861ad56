using RedConnect.Tests.Browser.Scene;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Browser.Consultation;

[Collection("browser")]
public sealed class MeetingTests(Stage stage)
{
    [Fact]
    public async Task Each_sees_and_hears_the_other()
    {
        var (practitioner, patient, _) = await stage.Meeting();
        await practitioner.Shows(0, 0, 255);
        await patient.Shows(255, 0, 0);
        Assert.InRange(await practitioner.Hears(), 970, 1030);
        Assert.InRange(await patient.Hears(), 410, 470);
        await practitioner.Page.ScreenshotAsync(new() { Path = Checkout.In("artifacts", "call.png") });
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
    public async Task Clocks_two_hours_apart_do_not_matter_and_the_record_tells_the_servers_time()
    {
        var codes = await stage.Practice.Plan("Uhr Falsch");
        var before = TimeProvider.System.GetUtcNow();
        var practitioner = await EnterWithClock(stage.Practitioner, 1, codes.Practitioner);
        var patient = await EnterWithClock(stage.Patient, -1, codes.Patient);
        await practitioner.InCall();
        await patient.InCall();
        var after = TimeProvider.System.GetUtcNow();
        await practitioner.HangUp();
        await practitioner.State("ended");
        Assert.Matches(string.Join('|', GermanMinutes(before, after)), await practitioner.Page.Locator("#ended-summary").TextContentAsync());
        await Close(practitioner, patient);
    }

    private static IEnumerable<string> GermanMinutes(DateTimeOffset from, DateTimeOffset to) => Enumerable
        .Range(0, (int)(to - from).TotalMinutes + 2)
        .Select(minute => TimeZoneInfo.ConvertTime(from.AddMinutes(minute), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")))
        .Select(clock => clock.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<RoomPage> EnterWithClock(Person person, int hoursAhead, string code)
    {
        var page = await person.NewPage();
        await page.Clock.SetSystemTimeAsync(TimeProvider.System.GetUtcNow().AddHours(hoursAhead).UtcDateTime);
        var room = new RoomPage(page);
        await room.Open(code, "Uhr Falsch");
        return room;
    }

    private static async Task Close(params RoomPage[] pages)
    {
        foreach (var page in pages)
        {
            await page.Page.Context.CloseAsync();
        }
    }
}
