using System.Text;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Consultation;

/// <summary>Has a stage of its own, because it kills the server.</summary>
[Collection("alone")]
public sealed class ComingBackTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task A_call_survives_its_killed_server_and_no_secret_is_sent_stored_or_logged()
    {
        const string name = "Zoe Zwetschgenmüller";
        const string email = "zoe.zwetschge@example.org";
        var (practitioner, patient, codes) = await stage.Meeting(name, email);
        await stage.Server.Kill();
        await patient.Signalling("reconnecting");
        await practitioner.Signalling("reconnecting");
        await practitioner.MoreFrames(30);
        await patient.MoreFrames(30);
        Assert.Equal("present", await practitioner.Page.Locator("figure.tile").GetAttributeAsync("data-presence"));

        await stage.Server.Start();
        await patient.Signalling("connected");
        await practitioner.Signalling("connected");
        await practitioner.Presence("present");
        await patient.Presence("present");
        await practitioner.MoreFrames(10);

        await patient.HangUp();
        await practitioner.State("waiting");
        var places = stage.Traffic.All.Concat(stage.Server.Store).Append(Encoding.UTF8.GetBytes(stage.Server.Log));
        Assert.Empty(Secrets.FoundIn(
            places,
            [
                name, email, Practice.FullName, Practice.Password,
                .. codes.Spellings, "a=ice-ufrag", "a=fingerprint", "candidate:",
            ]));
        Assert.NotEmpty(Secrets.FoundIn(places, "/hubs/room"));
    }

    [Fact]
    public async Task A_connection_that_stalls_without_closing_is_replaced_and_the_picture_never_stops()
    {
        var (practitioner, patient, _) = await stage.Meeting();
        await patient.Page.Context.SetOfflineAsync(true);
        await patient.Signalling("reconnecting");
        await practitioner.Presence("reconnecting");
        await patient.MoreFrames(20);
        await patient.Page.Context.SetOfflineAsync(false);
        await patient.Signalling("connected");
        await practitioner.Presence("present");
        await patient.MoreFrames(10);
        await patient.Page.Context.CloseAsync();
        await practitioner.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_call_whose_picture_flows_goes_on_when_a_connection_stays_away()
    {
        var (practitioner, patient, _) = await stage.Meeting();
        var generation = await practitioner.Page.Locator("figure.tile").GetAttributeAsync("data-generation");
        await patient.Page.Context.SetOfflineAsync(true);
        await practitioner.IsAway();
        await practitioner.InCall();
        await practitioner.MoreFrames(30);
        await patient.MoreFrames(10);
        await patient.Page.Context.SetOfflineAsync(false);
        await patient.Signalling("connected");
        await practitioner.Presence("present");
        Assert.Equal(generation, await practitioner.Page.Locator("figure.tile").GetAttributeAsync("data-generation"));
        await patient.Page.Locator("#camera").ClickAsync();
        await practitioner.Page.Locator("figure.tile.dark").WaitForAsync();

        await patient.Page.Context.SetOfflineAsync(true);
        await practitioner.IsAway();
        await patient.Page.Context.CloseAsync();
        await practitioner.State("waiting");
        await practitioner.Page.Context.CloseAsync();
    }
}
