using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Consultation;

/// <summary>Getting in over networks that are slow or lose an answer.</summary>
[Collection("consultations")]
public sealed class SlowLineTests(Stage stage)
{
    [Theory]
    [InlineData(1000)]
    [InlineData(1500)]
    public async Task Over_round_trips_of_a_second_and_more_a_person_is_in_the_room_within_thirty_seconds(int roundTrip)
    {
        var codes = await stage.Practice.Plan("Satellit Funk");
        await using var path = new NetworkPath(stage.Server.Address, TimeSpan.FromMilliseconds(roundTrip));
        var patient = new RoomPage(await stage.Patient.NewPage(new() { BaseURL = path.Address.ToString() }));
        patient.Page.SetDefaultNavigationTimeout(60_000);
        await patient.Open(codes.Patient, "Satellit Funk", withDevices: false);
        await patient.Within(30, "waiting");
        await patient.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_entry_whose_answer_is_lost_is_repeated_and_takes_one_seat()
    {
        var codes = await stage.Practice.Plan("Antwort Weg");
        var practitioner = await stage.Practitioner.Enter(codes.Practitioner, Practice.FullName);
        await practitioner.State("waiting");
        await using var path = new NetworkPath(stage.Server.Address, TimeSpan.FromMilliseconds(20));
        path.LoseAnswer("iceServers");
        var patient = new RoomPage(await stage.Patient.NewPage(new() { BaseURL = path.Address.ToString() }));
        await patient.Open(codes.Patient, "Antwort Weg");
        await patient.InCall();
        await practitioner.InCall();
        Assert.Equal(1, path.Cuts);
        Assert.Equal(1, await practitioner.Page.Locator("figure.tile").CountAsync());
        await patient.Page.Context.CloseAsync();
        await practitioner.Page.Context.CloseAsync();
    }
}
