using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Api.Rooms;

namespace RedConnect.Tests.Api.Rooms;

/// <summary>A host each: figures are sums over a server.</summary>
public sealed class HubMetricsTests : IAsyncLifetime
{
    private readonly ApiHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Refusals_of_room_and_server_are_counted_by_reason()
    {
        using var refusals = host.Metrics<int>("RedConnect.Edge", "redconnect.refusals");
        var codes = await RoomHubTests.PlanRoom(host, hoursAgo: -1);
        await using var patient = await Browser.Open(host);
        await patient.Knock(codes.Patient);
        await patient.TryEnter(patient.Page(codes.Patient));
        await patient.Knock(RoomHubTests.NewPass(codes.Patient.Room));
        Assert.Equal(["tooEarly", "tooEarly", "unknown"],
            refusals.GetMeasurementSnapshot().Select(m => (string?)m.Tags["redconnect.reason"]));
    }

    [Fact]
    public async Task A_connection_that_breaks_the_protocol_many_times_is_counted_once()
    {
        using var violations = host.Metrics<int>("RedConnect.Edge", "redconnect.violations");
        await using var rogue = await Browser.Open(host);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            await rogue.Hub.SendAsync("Admit", new SeatRequest("nobody"));
        }

        await rogue.IsClosed();
        Assert.Equal("malformed", Assert.Single(violations.GetMeasurementSnapshot()).Tags["redconnect.code"]);
    }
}
