using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

public sealed class RoomMovingTests(TwoSilos cluster) : IClassFixture<TwoSilos>
{
    [Fact]
    public async Task A_room_that_moves_to_another_server_forgets_nothing()
    {
        var visit = await RoomVisit.Planned(cluster);
        var entered = await visit.Enter("p");
        await visit.Enter("a");
        await visit.Signal("p", "a");
        await visit.EarOf("a").Next<Delivery>();

        await cluster.Move(visit.Room);

        Assert.Empty((await visit.Renew("a")).Strangers);
        var replayed = await visit.Enter(visit.Page("a", lastSeen: new Position(entered.Snapshot.Epoch, 0)));
        Assert.Equal(entered.Snapshot.Epoch, replayed.Snapshot.Epoch);
        Assert.Equal(1, Assert.Single(replayed.Missed).Signal.Number);
        await visit.Signal("a", "p");
        Assert.Equal(1, (await visit.EarOf("p").Next<Delivery>()).Position.Sequence);
    }

    [Fact]
    public async Task A_planned_stop_of_a_server_moves_its_rooms()
    {
        var visit = await RoomVisit.Planned(cluster);
        var entered = await visit.Enter("p");
        await visit.Enter("a");
        await cluster.StopWhereItIs(visit.Room);

        Assert.Empty((await visit.Renew("p")).Strangers);
        Assert.Equal(entered.Snapshot.Epoch, (await visit.Room.Snapshot(visit.Connection("a")))?.Epoch);
        await visit.Signal("a", "p");
        await visit.EarOf("p").Next<Delivery>();
    }
}
