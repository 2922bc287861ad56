using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Consultation;

/// <summary>One person in two tabs of one browser, and two people in one browser.</summary>
[Collection("consultations")]
public sealed class TabTests(Stage stage)
{
    private const string Sends = "() => document.querySelector('#own').srcObject?.active === true";

    [Fact]
    public async Task The_same_appointment_in_a_second_tab_asks_and_moves_the_same_seat_there()
    {
        var (practitioner, first, codes) = await stage.Meeting("Zwei Tabs");
        var second = await Beside(first);
        await second.Open(codes.PatientLink.Split('#')[1], "Zwei Tabs");
        await second.State("replaced");
        await second.Page.Says("refusal.replacedTitle", "refusal.replacedNext");
        await second.Page.IsAccessible();
        await first.MoreFrames(5);
        Assert.Equal(1, await practitioner.Page.Locator("figure.tile").CountAsync());
        Assert.True(await practitioner.Page.Locator("#advice").IsHiddenAsync());

        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Hier weitermachen" }).ClickAsync();
        await first.State("replaced");
        await second.InCall();
        await practitioner.InCall();
        Assert.Equal(1, await practitioner.Page.Locator("figure.tile").CountAsync());
        Assert.False(await first.Page.EvaluateAsync<bool>(Sends));
        Assert.True(await second.Page.EvaluateAsync<bool>(Sends));
        await Close(practitioner, second);
    }

    [Fact]
    public async Task Of_two_tabs_that_wait_at_the_closed_door_one_enters_and_the_other_asks()
    {
        var codes = await stage.Practice.Plan("Zwei Warten", inMinutes: 10, now: stage.Server.Now);
        var first = await stage.Patient.Enter(codes.Patient, "Zwei Warten");
        await first.State("tooEarly");
        var second = await Beside(first);
        await second.Open(codes.Patient, "Zwei Warten");
        await second.State("tooEarly");
        await stage.Server.MoveClockTo(codes.Start);
        var states = await Task.WhenAll(first.Arrived(), second.Arrived());
        Assert.Equal(["replaced", "waiting"], states.Order(StringComparer.Ordinal));
        await Close(first);
    }

    [Fact]
    public async Task The_practitioner_and_the_patient_in_one_browser_are_two_people()
    {
        var codes = await stage.Practice.Plan("Probe Lauf");
        var practitioner = await stage.Practitioner.Enter(codes.Practitioner, Practice.FullName);
        var patient = await Beside(practitioner);
        await patient.Open(codes.Patient, "Probe Lauf");
        await patient.InCall();
        await practitioner.InCall();
        await Close(practitioner);
    }

    private static async Task<RoomPage> Beside(RoomPage tab) => new(await tab.Page.Context.NewPageAsync());

    private static async Task Close(params RoomPage[] rooms)
    {
        foreach (var room in rooms)
        {
            await room.Page.Context.CloseAsync();
        }
    }
}
