using System.Net;
using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Api.Rooms;
using RedConnect.Tests.Api.Portal;
using RedConnect.Tests.Api.Rooms;

namespace RedConnect.Tests.Api.Doors;

/// <summary>A host each: limits belong to a server.</summary>
public sealed class OverloadTests : IAsyncLifetime
{
    private readonly ApiHost host = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Those_who_arrive_too_fast_are_told_when_to_try_again()
    {
        await Limited("Arrivals:Burst", 1);
        var codes = await RoomHubTests.PlanRoom(host);
        var replies = new List<KnockReply>();
        while (replies.Count < 100 && replies.LastOrDefault()?.Refusal is null)
        {
            await using var newcomer = await Browser.Open(host);
            replies.Add(await newcomer.Knock(codes.Patient));
        }

        Assert.NotNull(replies[0].Door);
        Assert.Equal("overloaded", replies[^1].Refusal?.Reason);
        Assert.InRange(replies[^1].Refusal?.RetryAfter ?? 0, 5_000, 15_000);
    }

    [Theory]
    [InlineData("Connections")]
    [InlineData("ConnectionsPerAddress")]
    public async Task A_full_server_accepts_returning_seats_and_nobody_else(string limit)
    {
        await Limited(limit, 2);
        var codes = await RoomHubTests.PlanRoom(host);
        await using var practitioner = await Browser.Open(host);
        var patient = await Browser.Open(host);
        await practitioner.Enter(practitioner.Page(codes.Practitioner));
        await patient.Enter(patient.Page(codes.Patient));

        await using var newcomer = await Browser.Open(host);
        Assert.Equal("overloaded",
            (await newcomer.Knock(codes.Patient)).Refusal?.Reason);
        Assert.Equal("overloaded", (await newcomer.TryEnter(newcomer.Page(codes.Patient))).Refusal?.Reason);
        Assert.Equal("overloaded",
            (await newcomer.TryEnter(newcomer.Page(codes.Patient, instance: 2))).Refusal?.Reason);
        var unknown = newcomer.Page(codes.Patient with { Id = new byte[32] }, instance: 2);
        Assert.Equal("overloaded", (await newcomer.TryEnter(unknown)).Refusal?.Reason);

        await patient.DisposeAsync();
        await practitioner.Sees(patient, "reconnecting");
        await using var back = await Browser.Open(host, patient);
        await back.Enter(back.Page(codes.Patient));
        await using var reloaded = await Browser.Open(host, patient);
        await reloaded.Enter(reloaded.Page(codes.Patient, instance: 2));
        await practitioner.Sees(patient, "present");
    }

    [Fact]
    public async Task Beyond_twice_its_connections_a_server_does_not_even_connect()
    {
        await Limited("Connections", 1);
        await using var first = await Browser.Open(host);
        await using var second = await Browser.Open(host);
        using var client = new HttpClient { BaseAddress = host.Address };
        using var refusal = await client.PostAsync(new Uri("/hubs/room/negotiate?v=2", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal.StatusCode);
        Assert.InRange(refusal.Headers.RetryAfter?.Delta
            ?? TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_connection_is_accepted_once()
    {
        await Limited("Arrivals:Burst", 1);
        var codes = await RoomHubTests.PlanRoom(host);
        await using var patient = await Browser.Open(host);
        Assert.NotNull((await patient.Knock(codes.Patient)).Door);
        await patient.Enter(patient.Page(codes.Patient));
        await patient.Enter(patient.Page(codes.Patient));
    }

    [Theory]
    [InlineData("knock")]
    [InlineData("enter")]
    public async Task A_connection_that_asks_for_rooms_that_do_not_exist_arrives_anew_each_time(string call)
    {
        await Limited("Arrivals:Burst", 1);
        await using var guesser = await Browser.Open(host);
        string? told = null;
        for (var n = 0; n < 100 && told is null or "unknown"; n++)
        {
            var link = RoomHubTests.NewPass(Workplace.NewId());
            told = call is "knock"
                ? (await guesser.Hub.InvokeAsync<KnockReply>("Knock", new KnockRequest(link.Room, link.Id)))
                    .Refusal?.Reason
                : (await guesser.TryEnter(guesser.Page(link))).Refusal?.Reason;
        }

        Assert.Equal("overloaded", told);
    }

    private Task Limited(string limit, int most)
    {
        host.Settings[$"Limits:{limit}"] = $"{most}";
        return host.InitializeAsync();
    }
}
