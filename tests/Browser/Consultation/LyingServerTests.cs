using System.Text.Json.Nodes;
using RedConnect.Tests.Browser.Scene;
using RedConnect.Tests.Browser.Scene.Lying;

namespace RedConnect.Tests.Browser.Consultation;

/// <summary>
/// A server that lies, between Chromium and Firefox. It has the room key already, which a real one would have to buy.
/// </summary>
public sealed class LyingServerTests(FirefoxStage stage) : IClassFixture<FirefoxStage>, IDisposable
{
    private const string Intercepted = "jemand mithören könnte";
    private const string Unverified = "lässt sich nicht überprüfen";

    private StolenKey? key;

    [Fact]
    public async Task An_honest_server_lets_both_see_each_other_and_the_same_safety_number()
    {
        var (practitioner, patient, _) = await stage.Meeting("Frieda Fuchs");
        var number = await practitioner.SafetyNumber();
        Assert.Matches(@"^\d{3} \d{3}$", number);
        Assert.Equal(number, await patient.SafetyNumber());
        Assert.False(await practitioner.Page.Locator("#alarm").IsVisibleAsync());
        await Close(practitioner, patient);
    }

    [Fact]
    public async Task A_server_that_reads_along_cannot_show_both_the_same_safety_number()
    {
        var (practitioner, patient) = await MeetThrough(Lie.ReadsAlong);
        await practitioner.InCall();
        Assert.NotEqual(await practitioner.SafetyNumber(), await patient.SafetyNumber());
        await Close(practitioner, patient);
    }

    [Theory]
    [InlineData(Lie.SwapsTheFingerprint, Intercepted)]
    [InlineData(Lie.AddsAFingerprint, Intercepted)]
    [InlineData(Lie.SwapsTheCertificate, Intercepted)]
    [InlineData(Lie.Grinds, Intercepted)]
    [InlineData(Lie.ReplaysHellos, Unverified)]
    public async Task A_lie_ends_the_connection_and_both_are_told(Lie lie, string words)
    {
        var (practitioner, patient) = await MeetThrough(lie);
        Assert.Contains(words, await practitioner.Alarm(), StringComparison.Ordinal);
        Assert.Contains(words, await patient.Alarm(), StringComparison.Ordinal);
        foreach (var person in new[] { practitioner, patient })
        {
            Assert.Equal(0, await person.Page.Locator("figure.tile[data-flowing='true']").CountAsync());
        }

        await Close(practitioner, patient);
    }

    public void Dispose() => key?.Dispose();

    private async Task<(RoomPage Practitioner, RoomPage Patient)> MeetThrough(Lie lie)
    {
        var codes = await stage.Practice.Plan("Frieda Fuchs");
        key = await Steal(codes);
        var liar = new LyingServer(lie, key);
        var practitioner = new RoomPage(await stage.Practitioner.NewPage());
        var patient = new RoomPage(await stage.Patient.NewPage());
        await liar.StandBefore(practitioner.Page);
        await liar.StandBefore(patient.Page);
        await practitioner.Open(codes.Practitioner, Practice.FullName);
        await patient.Open(codes.Patient, "Frieda Fuchs");
        return (practitioner, patient);
    }

    /// <summary>The room key, from the tab of somebody who has the code.</summary>
    private async Task<StolenKey> Steal(Codes codes)
    {
        var thief = await stage.Practitioner.Enter(codes.Practitioner, "Egon Elster");
        await thief.State("waiting");
        var kept = await thief.Page.EvaluateAsync<string>("() => sessionStorage.getItem('redconnect.seat')");
        await thief.HangUp();
        await thief.State("ended");
        await Close(thief);
        var room = JsonNode.Parse(kept)?["room"];
        return new StolenKey(
            (string?)room?["id"] ?? "", Convert.FromBase64String((string?)room?["key"] ?? ""));
    }

    private static async Task Close(params RoomPage[] pages)
    {
        foreach (var page in pages)
        {
            await page.Page.Context.CloseAsync();
        }
    }
}
