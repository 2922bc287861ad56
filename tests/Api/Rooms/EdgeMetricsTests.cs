using System.Security.Cryptography;
using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Api.Rooms;

namespace RedConnect.Tests.Api.Rooms;

/// <summary>A host each: figures are sums over a server.</summary>
public sealed class EdgeMetricsTests : IAsyncLifetime
{
    private readonly ApiHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_relayed_signal_is_timed_once()
    {
        using var relays = host.Metrics<double>("RedConnect.Edge", "redconnect.signal.relay.duration");
        var codes = await RoomHubTests.PlanRoom(host);
        await using var practitioner = await Browser.Open(host);
        await using var patient = await Browser.Open(host);
        await practitioner.Enter(practitioner.Page(codes.Practitioner));
        await patient.Enter(patient.Page(codes.Patient));
        await practitioner.Signal(patient, 1, [1]);
        await practitioner.Signal(patient, 2, [2]);
        await patient.Next<SignalMessage>(signal => signal.Number == 2);
        var measured = relays.GetMeasurementSnapshot();
        Assert.Equal(2, measured.Count);
        Assert.All(measured, relay => Assert.InRange(relay.Value, double.Epsilon, 20));
        Assert.All(measured, relay => Assert.Empty(relay.Tags));
    }

    [Fact]
    public async Task Refusals_are_counted_by_reason_whoever_decided()
    {
        using var refusals = host.Metrics<int>("RedConnect.Edge", "redconnect.refusals");
        var codes = await RoomHubTests.PlanRoom(host, hoursAgo: -1);
        await using var patient = await Browser.Open(host);
        await patient.Line.InvokeAsync<KnockReply>("Knock", new KnockRequest(codes.Patient));
        await patient.TryEnter(patient.Page(codes.Patient));
        await patient.Line.InvokeAsync<KnockReply>("Knock", new KnockRequest(RandomNumberGenerator.GetBytes(32)));
        Assert.Equal(["tooEarly", "tooEarly", "unknown"], refusals.GetMeasurementSnapshot().Select(m => (string?)m.Tags["redconnect.reason"]));
    }

    [Fact]
    public async Task Violations_are_counted_by_code()
    {
        using var violations = host.Metrics<int>("RedConnect.Edge", "redconnect.violations");
        await using var rogue = await Browser.Open(host);
        await Assert.ThrowsAnyAsync<Exception>(() => rogue.Line.InvokeAsync<object?>("Admit", new AdmitRequest("nobody")));
        await rogue.IsClosed();
        Assert.Equal("malformed", Assert.Single(violations.GetMeasurementSnapshot()).Tags["redconnect.code"]);
    }

    [Fact]
    public async Task Without_anybody_watching_signals_carry_no_time()
    {
        var codes = await RoomHubTests.PlanRoom(host);
        await using var practitioner = await Browser.Open(host);
        await using var patient = await Browser.Open(host);
        await practitioner.Enter(practitioner.Page(codes.Practitioner));
        await patient.Enter(patient.Page(codes.Patient));
        await practitioner.Signal(patient, 1, [1]);
        await patient.Next<SignalMessage>();
        using var relays = host.Metrics<double>("RedConnect.Edge", "redconnect.signal.relay.duration");
        await practitioner.Signal(patient, 1, [1]);
        await patient.Next<SignalMessage>();
        Assert.Empty(relays.GetMeasurementSnapshot());
    }
}
