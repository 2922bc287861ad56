using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Consultation;

/// <summary>A seat changes its page: a crashed tab, a second window.</summary>
[Collection("browser")]
public sealed class ReturningTests(Stage stage)
{
    [Fact]
    public async Task A_tab_that_crashed_is_in_the_call_again_by_itself_when_it_is_loaded_again()
    {
        var (practitioner, patient, _) = await stage.Meeting();
        var line = await Crash(patient.Page);
        await practitioner.Presence("reconnecting");
        await line.SendAsync("Page.reload");
        await practitioner.Presence("present");
        await practitioner.InCall();
        await practitioner.MoreFrames(10);
        await practitioner.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_second_window_takes_the_seat_and_the_first_can_take_it_back()
    {
        var (practitioner, patient, _) = await stage.Meeting();
        var second = new RoomPage(await patient.Page.RunAndWaitForPopupAsync(() => patient.Page.EvaluateAsync("() => { open('/'); }")));
        await second.InCall();
        await patient.Page.SaysInBothLanguages("refusal.replacedTitle", "refusal.replacedNext");
        await patient.Page.KeepsNobodyOut();
        await practitioner.InCall();
        await patient.Page.GetByRole(AriaRole.Button, new() { Name = "Continue here" }).ClickAsync();
        await patient.InCall();
        await second.State("replaced");
        await practitioner.InCall();
        Assert.Equal(1, await practitioner.Page.Locator("figure.tile").CountAsync());
        await patient.Page.Context.CloseAsync();
        await practitioner.Page.Context.CloseAsync();
    }

    private static async Task<ICDPSession> Crash(IPage page)
    {
        var crashed = new TaskCompletionSource();
        page.Crash += (_, _) => crashed.TrySetResult();
        var line = await page.Context.NewCDPSessionAsync(page);
        _ = line.SendAsync("Page.crash");
        await crashed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        return line;
    }
}
