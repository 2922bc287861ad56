using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

/// <summary>A cluster each: one of the tests stops a silo.</summary>
public sealed class RoomMovingTests : IAsyncLifetime
{
    private readonly TwoSilos cluster = new();

    public Task InitializeAsync() => cluster.InitializeAsync();

    public Task DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task A_room_that_moves_to_another_silo_keeps_everything()
    {
        var visit = await RoomVisit.Planned(cluster);
        var entered = await visit.Enter("p");
        await visit.Enter("a");
        await cluster.Move(visit.Room);

        Assert.Empty((await visit.Renew("a")).Unknown);
        var now = await visit.Room.Snapshot(visit.Connection("a"));
        Assert.Equal(entered.Snapshot.Epoch, now?.Epoch);
        Assert.All(now?.Seats ?? [], seat => Assert.Equal(Presence.Present, seat.Presence));
        await visit.Signal("a", "p");
        await visit.ObserverOf("p").Next<SealedSignal>();
    }

    [Fact]
    public async Task Time_without_connection_is_never_negative_after_a_move()
    {
        using var returns = cluster.Metrics<double>("RedConnect.Rooms", "redconnect.seat.resume.duration");
        var visit = await RoomVisit.Planned(cluster);
        await visit.Enter("a");
        await cluster.Forget(visit.Room);
        await visit.Room.Knock(Given.Fingerprint(visit.Name, Role.Patient));
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await cluster.Move(visit.Room);
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await visit.Enter("a");
        Assert.All(returns.GetMeasurementSnapshot(), away => Assert.Equal(2, away.Value));
    }

    [Fact]
    public async Task A_planned_stop_of_a_silo_moves_its_rooms()
    {
        var visit = await RoomVisit.Planned(cluster);
        var entered = await visit.Enter("p");
        await visit.Enter("a");
        await cluster.StopWhereItIs(visit.Room);

        Assert.Empty((await visit.Renew("p")).Unknown);
        Assert.Equal(entered.Snapshot.Epoch, (await visit.Room.Snapshot(visit.Connection("a")))?.Epoch);
        await visit.Signal("a", "p");
        await visit.ObserverOf("p").Next<SealedSignal>();
    }
}
