using Orleans.Storage;
using RedConnect.Grains.Contracts.Codes;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

public sealed class RoomCrashTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task After_a_crash_everybody_enters_again_and_keeps_the_seat()
    {
        var visit = await RoomVisit.Planned(cluster);
        var before = await visit.Enter("p");
        await visit.Enter("a");
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await cluster.Forget(visit.Room);

        Assert.Equal([visit.Connection("p")], (await visit.Renew("p")).Unknown);
        var back = await visit.Enter("p");
        Assert.True(back.Snapshot.Epoch > before.Snapshot.Epoch);
        Assert.Contains(back.Snapshot.Seats,
            seat => seat is { Seat: "a", Presence: Presence.Reconnecting, Admitted: true });

        await visit.Enter("a");
        await visit.Signal("p", "a");
        await visit.ObserverOf("a").Next<SealedSignal>();
    }

    [Fact]
    public async Task An_entry_that_could_not_be_stored_is_told_to_nobody()
    {
        var visit = await RoomVisit.Planned(cluster);
        var entered = await visit.Enter("p");
        cluster.Store.FailOnce($"room/{visit.Name}", afterStoring: false);
        await Assert.ThrowsAsync<OrleansException>(() => visit.TryEnter(visit.Page("a")));
        var now = await visit.Room.Snapshot(visit.Connection("p"));
        Assert.Equal((entered.Snapshot.Version, 1), (now?.Version, now?.Seats.Length));
        await visit.Enter("a");
        await visit.ObserverOf("p").Sees("a", Presence.Present);
    }

    [Fact]
    public async Task A_lost_answer_of_the_store_costs_a_new_epoch_and_no_seat()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Enter("p");
        cluster.Store.FailOnce($"room/{visit.Name}", afterStoring: true);
        await Assert.ThrowsAsync<OrleansException>(() => visit.TryEnter(visit.Page("a")));
        await Assert.ThrowsAsync<InconsistentStateException>(() => visit.TryEnter(visit.Page("b")));
        Assert.Equal(2, (await visit.Enter("a")).Snapshot.Seats.Length);
    }

    [Fact]
    public async Task An_activation_that_meets_a_foreign_write_ends_and_the_next_one_reads_what_is_stored()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Enter("p");
        cluster.Store.ChangeBehindTheBackOf($"room/{visit.Name}");
        await Assert.ThrowsAsync<InconsistentStateException>(() => visit.TryEnter(visit.Page("a")));
        Assert.Equal(2, (await visit.Enter("a")).Snapshot.Seats.Length);
    }

    [Theory]
    [InlineData("room", false)]
    [InlineData("room", true)]
    [InlineData("practitioner", false)]
    [InlineData("practitioner", true)]
    [InlineData("patient", false)]
    [InlineData("patient", true)]
    public async Task Planning_that_broke_off_anywhere_is_completed_by_repeating_it(string where, bool afterStoring)
    {
        var visit = RoomVisit.Unplanned(cluster);
        cluster.Store.FailOnce(where == "room" ? $"room/{visit.Name}"
            : $"access-code/{CodeOf(visit, where)}", afterStoring);
        await Assert.ThrowsAsync<OrleansException>(() => visit.Room.Plan(visit.Plan));
        await ForgetEverything(visit);
        Assert.Equal(PlanOutcome.Planned, await visit.Room.Plan(visit.Plan));
        Assert.Equal(visit.Name, await cluster.Grains.GetGrain<IAccessCodeGrain>(CodeOf(visit, "patient")).Find());
        await visit.Enter("a");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_of_codes_that_broke_off_is_completed_by_repeating_it(bool afterStoring)
    {
        var visit = await RoomVisit.Planned(cluster);
        var old = visit.Plan.Passes[1];
        var fresh = old with { Fingerprint = Given.Fingerprint($"{visit.Name}-new", Role.Patient) };
        var change = visit.Plan with { Passes = [visit.Plan.Passes[0], fresh], Revision = 2 };
        cluster.Store.FailOnce($"room/{visit.Name}", afterStoring);
        await Assert.ThrowsAsync<OrleansException>(() => visit.Room.Plan(change));
        await ForgetEverything(visit);

        Assert.Equal(PlanOutcome.Planned, await visit.Room.Plan(change));
        foreach (var code in new[] { old, fresh })
        {
            Assert.Equal(visit.Name, await cluster.Grains.GetGrain<IAccessCodeGrain>(code.Fingerprint).Find());
        }
    }

    private async Task ForgetEverything(RoomVisit visit)
    {
        await cluster.Forget(visit.Room);
        await cluster.Forget(cluster.Grains.GetGrain<IAccessCodeGrain>(CodeOf(visit, "practitioner")));
        await cluster.Forget(cluster.Grains.GetGrain<IAccessCodeGrain>(CodeOf(visit, "patient")));
    }

    private static string CodeOf(RoomVisit visit, string side) =>
        Given.Fingerprint(visit.Name, side == "patient" ? Role.Patient : Role.Practitioner);
}
