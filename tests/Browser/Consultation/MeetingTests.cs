using System.Globalization;
using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Browser.Consultation;

[Collection("consultations")]
public sealed class MeetingTests(Stage stage)
{
    private const double HertzTolerance = 30;

    /// <summary>After so many frames the encoder has settled, and a screenshot can be docs/images/call.png.</summary>
    private const int SharpPicture = 60;

    [Fact]
    public async Task Each_sees_and_hears_the_other()
    {
        var (practitioner, patient, _) = await stage.Meeting();
        await practitioner.Shows(stage.Patient);
        await patient.Shows(stage.Practitioner);
        Assert.Equal(stage.Patient.Portrait.Hertz, await practitioner.Hears(), HertzTolerance);
        Assert.Equal(stage.Practitioner.Portrait.Hertz, await patient.Hears(), HertzTolerance);
        await practitioner.MoreFrames(SharpPicture);
        await practitioner.Page.ScreenshotAsync(new() { Path = Checkout.In("artifacts", "call.png") });
        await Close(practitioner, patient);
    }

    [Fact]
    public async Task A_reloaded_tab_is_in_the_call_again_by_itself()
    {
        var (practitioner, patient, _) = await stage.Meeting();
        await patient.Page.ReloadAsync();
        await patient.InCall();
        await patient.Shows(stage.Practitioner);
        await practitioner.Page.ReloadAsync();
        await practitioner.InCall();
        await practitioner.Shows(stage.Patient);
        await patient.MoreFrames(10);
        await Close(practitioner, patient);
    }

    [Fact]
    public async Task A_person_who_hung_up_enters_again_with_one_click()
    {
        var (practitioner, patient, _) = await stage.Meeting();
        await patient.HangUp();
        await patient.State("ended");
        await practitioner.State("waiting");
        await patient.Page.GetByRole(AriaRole.Button, new() { Name = "Wieder eintreten" }).ClickAsync();
        await patient.InCall();
        await practitioner.InCall();
        await Close(practitioner, patient);
    }

    [Fact]
    public async Task Somebody_who_was_sent_out_comes_back_only_when_let_in()
    {
        var (practitioner, patient, codes) = await stage.Meeting("Falsche Person");
        await practitioner.Page.GetByRole(AriaRole.Button, new() { Name = "aus dem Sprechzimmer entfernen" })
            .ClickAsync();
        var dialog = practitioner.Page.GetByRole(AriaRole.Dialog);
        await dialog.WaitForAsync();
        await practitioner.Page.IsAccessible();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Entfernen" }).ClickAsync();
        await patient.State("refused");
        await patient.Page.Says("refusal.sentOutTitle");
        await practitioner.State("waiting");
        await patient.Page.Context.CloseAsync();

        var again = await stage.Patient.Enter(codes.Patient, "Falsche Person");
        await practitioner.Page.GetByRole(AriaRole.Button, new() { Name = "hereinlassen" }).ClickAsync();
        await again.InCall();
        await Close(practitioner, again);
    }

    [Fact]
    public async Task On_a_phone_held_sideways_the_picture_has_the_height_and_the_controls_stand_beside_it()
    {
        var (practitioner, patient, _) = await stage.Meeting();
        await patient.Page.SetViewportSizeAsync(667, 331);
        Assert.True(await patient.Page.EvaluateAsync<bool>("""
            () => {
              const box = (selector) => document.querySelector(selector).getBoundingClientRect();
              const [picture, controls] = [box('.tile video'), box('#hang-up')];
              return picture.height >= 0.95 * innerHeight && controls.left >= picture.right
                && controls.bottom <= innerHeight;
            }
            """));
        await patient.Page.ScreenshotAsync(new() { Path = Checkout.In("artifacts", "sideways.png") });
        await Close(practitioner, patient);
    }

    [Fact]
    public async Task Clocks_two_hours_apart_do_not_matter_and_the_summary_shows_the_servers_time()
    {
        var codes = await stage.Practice.Plan("Uhr Falsch");
        var before = stage.Server.Now;
        var practitioner = await EnterWithClock(stage.Practitioner, 1, codes.Practitioner);
        var patient = await EnterWithClock(stage.Patient, -1, codes.Patient);
        await practitioner.InCall();
        await patient.InCall();
        var after = stage.Server.Now;
        await practitioner.HangUp();
        await practitioner.State("ended");
        var summary = await practitioner.Page.Locator("#ended-summary").TextContentAsync();
        Assert.Matches(string.Join('|', GermanMinutes(before, after)), summary);
        await Close(practitioner, patient);
    }

    private static IEnumerable<string> GermanMinutes(DateTimeOffset from, DateTimeOffset to)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        return Enumerable.Range(0, (int)(to - from).TotalMinutes + 2)
            .Select(minute => TimeZoneInfo.ConvertTime(from.AddMinutes(minute), zone))
            .Select(clock => clock.ToString("HH:mm", CultureInfo.InvariantCulture));
    }

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
