using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Api.Rooms;
using RedConnect.Tests.Api.Portal;
using RedConnect.Tests.Api.Rooms;

namespace RedConnect.Tests.Api.Doors;

/// <summary>A host of its own: activations are counted in the whole silo.</summary>
public sealed class MadeUpRoomTests : IAsyncLifetime
{
    private const int Rooms = 1000;
    private const string Many = "100000";
    private readonly ApiHost host = new();

    public Task InitializeAsync()
    {
        foreach (var limit in new[]
        {
            "Limits:Arrivals:Burst", "Limits:ArrivalsPerAddress:Burst", "Rooms:MessageBurst", "Rooms:MessagesPerSecond",
        })
        {
            host.Settings[limit] = Many;
        }

        return host.InitializeAsync();
    }

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_thousand_made_up_rooms_leave_no_activation_behind_and_a_planned_one_does()
    {
        await RoomHubTests.PlanRoom(host);
        await using var guesser = await Browser.Open(host);
        for (var n = 0; n < Rooms; n += 2)
        {
            var link = RoomHubTests.NewPass(Workplace.NewId());
            var knock = await guesser.Hub.InvokeAsync<KnockReply>("Knock", new KnockRequest(link.Room, link.Id));
            var enter = await guesser.TryEnter(guesser.Page(RoomHubTests.NewPass(Workplace.NewId())));
            Assert.Equal(("unknown", "unknown"), (knock.Refusal?.Reason, enter.Refusal?.Reason));
        }

        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var active = await Activations();
        while (active is not [1] && !timeout.IsCancellationRequested)
        {
            await poll.WaitForNextTickAsync(CancellationToken.None);
            active = await Activations();
        }

        Assert.Equal([1], active);
    }

    /// <summary>Of rooms, on each silo.</summary>
    private async Task<int[]> Activations() =>
    [
        .. (await host.Grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics())
            .Where(grain => grain.GrainType.Contains("RoomGrain", StringComparison.Ordinal))
            .Select(grain => grain.ActivationCount),
    ];
}
