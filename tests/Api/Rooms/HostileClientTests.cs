using System.Net;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Api.Rooms;

namespace RedConnect.Tests.Api.Rooms;

/// <summary>A hostile client harms its own connection only.</summary>
public sealed class HostileClientTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly byte[] Code = new byte[32];
    private static readonly string Seat = new('a', 32);

    public static TheoryData<string, string, object> Violations => new()
    {
        { "malformed", "Knock", new KnockRequest(null, new byte[31]) },
        { "malformed", "Knock", new KnockRequest("../..", Code) },
        { "malformed", "Evaluate", new EvaluateRequest(Code) },
        { "malformed", "Evaluate", new EvaluateRequest(new byte[33]) },
        { "malformed", "Evaluate", new EvaluateRequest(Convert.FromHexString("02" + new string('f', 64))) },
        { "malformed", "Enter", new EnterRequest("NOT-A-ROOM", Code, Code, 1, Code) },
        { "malformed", "Enter", new EnterRequest(Seat, new byte[31], Code, 1, Code) },
        { "malformed", "Enter", new EnterRequest(Seat, Code, new byte[5], 1, Code) },
        { "malformed", "Enter", new EnterRequest(Seat, Code, Code, 0, Code) },
        { "malformed", "Enter", new EnterRequest(Seat, Code, Code, 1, default) },
        { "malformed", "Enter", "not a map" },
        { "malformed", "Knock", 17 },
        { "malformed", "DropTables", Seat },
        { "malformed", "Leave", Seat },
        { "tooLarge", "Enter", new EnterRequest(Seat, Code, Code, 1, new byte[1025]) },
        { "notEntered", "Acknowledge", new AcknowledgeRequest(Seat, 1, 1) },
        { "malformed", "Acknowledge", new AcknowledgeRequest(Seat, -1, long.MinValue) },
        { "malformed", "Acknowledge", new AcknowledgeRequest(Seat, 1, 1L << 53) },
        { "notEntered", "Admit", new SeatRequest(Seat) },
        { "malformed", "Admit", new SeatRequest("<script>") },
    };

    public static TheoryData<string, object> BadSignals => new()
    {
        { "malformed", new SignalRequest("../..", 1, 1, Code) },
        { "malformed", new SignalRequest(Seat, 1, 0, Code) },
        { "malformed", new SignalRequest(Seat, 1, 1L << 53, Code) },
        { "malformed", "not even a map" },
        { "tooLarge", new SignalRequest(Seat, 1, 1, new byte[32769]) },
        { "notEntered", new SignalRequest(Seat, 1, 1, Code) },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task A_violation_is_named_and_ends_its_connection(string code, string method, object message)
    {
        await using var rogue = await Browser.Open(host);
        var failure = await Assert.ThrowsAsync<HubException>(() => rogue.Hub.InvokeAsync<object?>(method, message));
        Assert.EndsWith($": {code}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(code, (await rogue.Next<ClosingMessage>()).Reason);
        await rogue.IsClosed();
    }

    [Theory]
    [MemberData(nameof(BadSignals))]
    public async Task A_signal_that_breaks_the_protocol_ends_its_connection(string code, object signal)
    {
        await using var rogue = await Browser.Open(host);
        await rogue.Signal(signal);
        Assert.Equal(code, (await rogue.Next<ClosingMessage>()).Reason);
        await rogue.IsClosed();
    }

    [Fact]
    public async Task A_message_that_is_far_too_large_ends_its_connection_and_no_other()
    {
        var codes = await RoomHubTests.PlanRoom(host);
        await using var practitioner = await Browser.Open(host);
        await practitioner.Enter(practitioner.Page(codes.Practitioner));
        await using var rogue = await Browser.Open(host);
        await rogue.Enter(rogue.Page(codes.Patient));
        await rogue.Signal(new SignalRequest(practitioner.Seat, 1, 1, new byte[70_000]));
        Assert.Equal("tooLarge", (await rogue.Next<ClosingMessage>()).Reason);
        await rogue.IsClosed();
        await practitioner.Sees(rogue, "reconnecting");
        Assert.NotNull(await practitioner.Hub.InvokeAsync<SnapshotMessage?>("Snapshot"));
    }

    [Fact]
    public async Task A_flood_ends_its_connection_and_no_other()
    {
        var codes = await RoomHubTests.PlanRoom(host);
        await using var practitioner = await Browser.Open(host);
        await practitioner.Enter(practitioner.Page(codes.Practitioner));
        await using var rogue = await Browser.Open(host);
        await rogue.Enter(rogue.Page(codes.Patient));
        for (var number = 1; number <= 2000 && rogue.Hub.State is HubConnectionState.Connected; number++)
        {
            try
            {
                await rogue.Signal(practitioner, number, [1]);
            }
            catch (InvalidOperationException)
            {
                break;
            }
        }

        await rogue.IsClosed();
        Assert.Equal("tooFast", (await rogue.Next<ClosingMessage>()).Reason);
        await practitioner.Sees(rogue, "reconnecting");
    }

    [Fact]
    public async Task A_seat_is_not_taken_without_its_secret_whatever_id_is_claimed_and_its_holder_notices_nothing()
    {
        var codes = await RoomHubTests.PlanRoom(host);
        await using var patient = await Browser.Open(host);
        await patient.Enter(patient.Page(codes.Patient));
        await using var thief = await Browser.Open(host);
        var page = thief.Page(codes.Patient, instance: 9);
        var claim = new { page.Room, page.PassId, patient.Seat, page.Secret, page.Instance, page.SealedHello };
        await using var json = await Browser.Open(host, json: true);
        var reply = await json.Hub.InvokeAsync<EnterReply>("Enter", claim);
        Assert.Equal([(patient.Seat, 1), (thief.Seat, 9)],
            reply.Entered?.Snapshot.Seats.Select(seat => (seat.Seat, seat.Instance)));
        Assert.NotNull(await patient.Hub.InvokeAsync<SnapshotMessage?>("Snapshot"));
    }

    [Fact]
    public async Task Signals_are_not_relayed_in_another_seats_name_nor_to_strangers()
    {
        var codes = await RoomHubTests.PlanRoom(host);
        await using var practitioner = await Browser.Open(host);
        await using var patient = await Browser.Open(host);
        await practitioner.Enter(practitioner.Page(codes.Practitioner));
        await patient.Enter(patient.Page(codes.Patient));
        await patient.Signal(new SignalRequest(new string('0', 32), 1, 1, Code));
        await patient.Signal(new SignalRequest(practitioner.Seat, 7, 1, Code));
        await patient.Signal(new SignalRequest(patient.Seat, 1, 1, Code));
        await patient.Signal(practitioner, 1, [42]);
        Assert.Equal([42], (await practitioner.Next<SignalMessage>()).Sealed.ToArray());
    }

    [Theory]
    [InlineData("DropTables")]
    [InlineData("Knock")]
    public async Task Unknown_methods_and_missing_fields_are_violations_in_JSON_as_well(string method)
    {
        await using var rogue = await Browser.Open(host, json: true);
        await Assert.ThrowsAsync<HubException>(() => rogue.Hub.InvokeAsync<object?>(method, new { }));
        Assert.Equal("malformed", (await rogue.Next<ClosingMessage>()).Reason);
        await rogue.IsClosed();
    }

    [Fact]
    public async Task The_wrong_number_of_arguments_is_a_violation()
    {
        await using var rogue = await Browser.Open(host);
        await Assert.ThrowsAsync<HubException>(() =>
            rogue.Hub.InvokeAsync<object?>("Knock", new KnockRequest(null, Code), new KnockRequest(null, Code)));
        Assert.Equal("malformed", (await rogue.Next<ClosingMessage>()).Reason);
        await rogue.IsClosed();
    }

    [Fact]
    public async Task Another_protocol_version_is_refused_before_the_connection()
    {
        await using var hub = host.Hub("?v=1").Build();
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => hub.StartAsync());
        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
    }
}
