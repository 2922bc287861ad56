using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Api.Rooms;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Api.Rooms;

public sealed class RoomHubTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_people_meet_signal_and_acknowledge(bool json)
    {
        var codes = await PlanRoom(host);
        await using var practitioner = await Browser.Open(host, json: json);
        await using var patient = await Browser.Open(host, json: json);
        var door = (await patient.Knock(codes.Patient)).Door;
        Assert.Equal(("patient", 24 * 3600_000), (door?.Role, door?.End - door?.Start));

        await practitioner.Enter(practitioner.Page(codes.Practitioner));
        var entered = await patient.Enter(patient.Page(codes.Patient));
        Assert.Equal(["present", "present"], entered.Snapshot.Seats.Select(s => s.Presence));
        await practitioner.Sees(patient, "present");

        await practitioner.Signal(patient, 1, [4, 5, 6]);
        var delivery = await patient.Next<SignalMessage>();
        Assert.Equal([4, 5, 6], delivery.Sealed.ToArray());
        Assert.Equal((practitioner.Seat, 1, 1L), (delivery.From, delivery.ToInstance, delivery.Number));
        await patient.Hub.SendAsync("Acknowledge", new AcknowledgeRequest(practitioner.Seat, 1, 1));
        Assert.Equal(1, (await practitioner.Next<AcknowledgedMessage>()).Number);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_told_and_the_seat_comes_back()
    {
        var codes = await PlanRoom(host);
        await using var practitioner = await Browser.Open(host);
        var patient = await Browser.Open(host);
        await practitioner.Enter(practitioner.Page(codes.Practitioner));
        await patient.Enter(patient.Page(codes.Patient));
        await patient.DisposeAsync();
        await practitioner.Sees(patient, "reconnecting");

        await using var back = await Browser.Open(host, patient);
        await back.Enter(back.Page(codes.Patient));
        await practitioner.Sees(patient, "present");
        await practitioner.Signal(back, 1, [7]);
        Assert.Equal([7], (await back.Next<SignalMessage>()).Sealed.ToArray());
    }

    [Fact]
    public async Task The_practitioner_sends_somebody_out_who_learns_it_and_stays_out()
    {
        var codes = await PlanRoom(host);
        await using var practitioner = await Browser.Open(host);
        await using var patient = await Browser.Open(host);
        await practitioner.Enter(practitioner.Page(codes.Practitioner));
        await patient.Enter(patient.Page(codes.Patient));
        Assert.False(await patient.Hub.InvokeAsync<bool>("SendOut", new SeatRequest(practitioner.Seat)));
        Assert.True(await practitioner.Hub.InvokeAsync<bool>("SendOut", new SeatRequest(patient.Seat)));
        await patient.Sees(patient, "left");
        var again = await patient.Hub.InvokeAsync<EnterReply>("Enter", patient.Page(codes.Patient));
        Assert.Equal("sentOut", again.Refusal?.Reason);
    }

    [Fact]
    public async Task Entering_another_room_on_a_connection_gives_up_the_seat_in_the_first()
    {
        var (first, second) = (await PlanRoom(host), await PlanRoom(host));
        await using var practitioner = await Browser.Open(host);
        await using var patient = await Browser.Open(host);
        await practitioner.Enter(practitioner.Page(first.Practitioner));
        await patient.Enter(patient.Page(first.Patient));
        await practitioner.Sees(patient, "present");
        await patient.Enter(patient.Page(second.Patient) with { Secret = new byte[32] });
        await practitioner.Sees(patient, "left");
    }

    [Fact]
    public async Task A_sealed_hello_of_1024_bytes_arrives_as_it_was_sent()
    {
        var codes = await PlanRoom(host);
        var hello = RandomNumberGenerator.GetBytes(1024);
        await using var practitioner = await Browser.Open(host);
        await practitioner.Enter(practitioner.Page(codes.Practitioner));
        await using var patient = await Browser.Open(host);
        await patient.Enter(patient.Page(codes.Patient) with { SealedHello = hello });
        var room =
            await practitioner.Next<SnapshotMessage>(snapshot => snapshot.Seats.Any(s => s.Seat == patient.Seat));
        Assert.Equal(hello, room.Seats.Single(s => s.Seat == patient.Seat).SealedHello.ToArray());
    }

    [Fact]
    public async Task A_newer_page_replaces_the_older_one()
    {
        var codes = await PlanRoom(host);
        await using var first = await Browser.Open(host);
        await first.Enter(first.Page(codes.Patient));
        await using var second = await Browser.Open(host, first);
        await second.Enter(second.Page(codes.Patient, instance: 2));
        Assert.Equal(2, (await first.Next<ReplacedMessage>()).Instance);
        var late = await first.TryEnter(first.Page(codes.Patient));
        Assert.Equal(("replaced", 2), (late.Refusal?.Reason, late.Refusal?.Instance));
        Assert.Null(await first.Hub.InvokeAsync<SnapshotMessage?>("Snapshot"));
    }

    [Fact]
    public async Task Goodbye_is_told_at_once_and_admission_needs_the_practitioner()
    {
        var codes = await PlanRoom(host, Admission.ByPractitioner);
        await using var practitioner = await Browser.Open(host);
        await using var patient = await Browser.Open(host);
        await practitioner.Enter(practitioner.Page(codes.Practitioner));
        await patient.Enter(patient.Page(codes.Patient));
        await practitioner.Sees(patient, "waiting");
        Assert.False(await patient.Hub.InvokeAsync<bool>("Admit", new SeatRequest(patient.Seat)));
        Assert.True(await practitioner.Hub.InvokeAsync<bool>("Admit", new SeatRequest(patient.Seat)));
        await patient.Sees(patient, "present");
        await patient.Hub.InvokeAsync("Leave");
        await practitioner.Sees(patient, "left");
    }

    [Theory]
    [InlineData(-1, "tooEarly")]
    [InlineData(25, "expired")]
    public async Task A_door_outside_its_hours_says_so(int hoursAgo, string reason)
    {
        var codes = await PlanRoom(host, hoursAgo: hoursAgo);
        await using var patient = await Browser.Open(host);
        var knock = await patient.Knock(codes.Patient);
        var enter = await patient.TryEnter(patient.Page(codes.Patient));
        Assert.Equal((reason, reason), (knock.Refusal?.Reason, enter.Refusal?.Reason));
        Assert.True(knock.Refusal?.ServerTime > 0);
        Assert.Equal(reason == "tooEarly", knock.Refusal?.Start > knock.Refusal?.ServerTime);
    }

    /// <summary>A room that is open, and the ids of its codes.</summary>
    internal static async Task<(PassId Practitioner, PassId Patient)> PlanRoom(ApiHost host,
        Admission admission = Admission.Automatic, int hoursAgo = 0, string? practice = null)
    {
        var room = Id(16);
        var (practitioner, patient) = (NewPass(room), NewPass(room));
        var start = TimeProvider.System.GetUtcNow().AddHours(-hoursAgo).AddMinutes(-1);
        var passes = ImmutableArray.Create(practitioner.Pass(Role.Practitioner), patient.Pass(Role.Patient));
        var plan = new RoomPlan(practice ?? Id(32), Id(16), start, passes, admission);
        Assert.Equal(PlanOutcome.Planned, await host.Grains.GetGrain<IRoomGrain>(room).Plan(plan));
        return (practitioner, patient);
    }

    internal static PassId NewPass(string room) => new(room, RandomNumberGenerator.GetBytes(32));

    private static string Id(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));
}
