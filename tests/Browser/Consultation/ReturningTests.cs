using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Consultation;

/// <summary>A seat moves to another page: a crashed tab, a second window.</summary>
[Collection("consultations")]
public sealed class ReturningTests(Stage stage)
{
    [Fact]
    public async Task A_crashed_tab_is_in_the_call_again_by_itself_when_it_is_reloaded()
    {
        var (practitioner, patient, _) = await stage.Meeting();
        var session = await Crash(patient.Page);
        await practitioner.Presence("reconnecting");
        await session.SendAsync("Page.reload");
        await practitioner.Presence("present");
        await practitioner.InCall();
        await practitioner.MoreFrames(10);
        await practitioner.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_second_window_takes_the_seat_and_the_first_can_take_it_back()
    {
        var (practitioner, patient, _) = await stage.Meeting();
        var page = patient.Page;
        var second = new RoomPage(await page.RunAndWaitForPopupAsync(() => page.EvaluateAsync("() => { open('/'); }")));
        await second.InCall();
        await patient.Page.SaysInBothLanguages("refusal.replacedTitle", "refusal.replacedNext");
        await patient.Page.IsAccessible();
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
        var session = await page.Context.NewCDPSessionAsync(page);
        _ = session.SendAsync("Page.crash");
        await crashed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        return session;
    }
}
