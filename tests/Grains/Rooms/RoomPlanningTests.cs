using RedConnect.Grains.Contracts.Codes;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

public sealed class RoomPlanningTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Planning_twice_is_planning_once()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Enter("a");
        Assert.Equal(PlanOutcome.Planned, await visit.Room.Plan(visit.Plan));
        Assert.Single((await visit.Room.Snapshot(visit.Connection("a")))?.Seats ?? []);
    }

    [Fact]
    public async Task A_taken_code_is_refused_and_nothing_is_left_of_the_attempt()
    {
        var first = await RoomVisit.Planned(cluster);
        var second = RoomVisit.Unplanned(cluster);
        second.Plan = second.Plan with { Passes = [second.Plan.Passes[0], first.Plan.Passes[1]] };
        Assert.Equal(PlanOutcome.CodeTaken, await second.Room.Plan(second.Plan));
        Assert.DoesNotContain(cluster.Store.Rows, row => row.Contains(second.Name, StringComparison.Ordinal));
        Assert.Equal(first.Name, await CodeGrain(first.Plan.Passes[1]).Find());
    }

    [Fact]
    public async Task A_change_that_meets_a_taken_code_leaves_the_room_as_it_was()
    {
        var other = await RoomVisit.Planned(cluster);
        var visit = await RoomVisit.Planned(cluster);
        Assert.Equal(PlanOutcome.CodeTaken,
            await visit.Room.Plan(visit.Plan with { Passes = [visit.Plan.Passes[0], other.Plan.Passes[1]] }));
        Assert.Equal(visit.Name, await CodeGrain(visit.Plan.Passes[1]).Find());
        Assert.NotNull((await visit.Room.Knock(visit.Plan.Passes[1].Fingerprint)).Door);
    }

    [Fact]
    public async Task New_codes_replace_the_old_ones_which_open_nothing_and_stay_the_rooms()
    {
        var visit = await RoomVisit.Planned(cluster);
        var fresh = visit.Plan.Passes[1] with { Fingerprint = Given.Fingerprint($"{visit.Name}-new", Role.Patient) };
        Assert.Equal(PlanOutcome.Planned,
            await visit.Room.Plan(visit.Plan with { Passes = [visit.Plan.Passes[0], fresh] }));
        Assert.Equal(visit.Name, await CodeGrain(visit.Plan.Passes[1]).Find());
        Assert.Equal(visit.Name, await CodeGrain(fresh).Find());
        Assert.Equal(RefusalReason.Unknown, (await visit.TryEnter(visit.Page("a"))).Refusal?.Reason);
        var other = RoomVisit.Unplanned(cluster);
        other.Plan = other.Plan with { Passes = visit.Plan.Passes };
        Assert.Equal(PlanOutcome.CodeTaken, await other.Room.Plan(other.Plan));
        await visit.Room.Delete(Given.Practice);
        Assert.DoesNotContain(cluster.Store.Rows, row => row.Contains(visit.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_room_cannot_claim_ever_more_codes()
    {
        var visit = await RoomVisit.Planned(cluster);
        var outcomes = new List<PlanOutcome>();
        for (var n = 0; n < 31; n++)
        {
            var code = visit.Plan.Passes[1] with { Fingerprint = Given.Fingerprint($"{visit.Name}-{n}", Role.Patient) };
            outcomes.Add(await visit.Room.Plan(visit.Plan with { Passes = [visit.Plan.Passes[0], code] }));
        }

        Assert.Equal([.. Enumerable.Repeat(PlanOutcome.Planned, 30), PlanOutcome.RoomTaken], outcomes);
    }

    [Fact]
    public async Task A_link_is_not_claimed_and_opens_its_own_room()
    {
        var link = new RoomPass(Given.Fingerprint("link", Role.Patient), Role.Patient, [3], PassKind.Link);
        var one = await RoomVisit.Planned(cluster, plan => plan with { Passes = [.. plan.Passes, link] });
        var other = await RoomVisit.Planned(cluster, plan => plan with { Passes = [.. plan.Passes, link] });
        Assert.Equal(one.Name, (await one.Room.Knock(link.Fingerprint)).Door?.Room);
        Assert.Equal(other.Name, (await other.Room.Knock(link.Fingerprint)).Door?.Room);
        Assert.Null(await CodeGrain(link).Find());
    }

    [Fact]
    public async Task Moving_the_start_keeps_the_seats_and_shuts_the_door_until_then()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        var later = visit.Plan with { Start = cluster.Time.GetUtcNow().AddHours(1) };
        Assert.Equal(PlanOutcome.Planned, await visit.Room.Plan(later));
        Assert.Equal(new Refusal(RefusalReason.TooEarly, Start: later.Start),
            (await visit.TryEnter(visit.Page("b"))).Refusal);
        Assert.Equal(2, (await visit.Enter("a", instance: 2)).Snapshot.Seats.Length);
    }

    [Fact]
    public async Task A_room_of_another_practice_or_a_cancelled_one_is_taken()
    {
        var visit = await RoomVisit.Planned(cluster);
        Assert.Equal(PlanOutcome.RoomTaken, await visit.Room.Plan(visit.Plan with { Practice = "another" }));
        await visit.Room.Cancel(Given.Practice);
        Assert.Equal(PlanOutcome.RoomTaken, await visit.Room.Plan(visit.Plan));
    }

    [Fact]
    public async Task Deleting_leaves_nothing_and_only_the_practice_may()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Room.Delete("another");
        Assert.NotNull((await visit.Room.Knock(visit.Plan.Passes[1].Fingerprint)).Door);
        await visit.Room.Delete(Given.Practice);
        Assert.DoesNotContain(cluster.Store.Rows, row => row.Contains(visit.Name, StringComparison.Ordinal));
        await visit.Room.Delete(Given.Practice);
    }

    [Fact]
    public async Task A_plan_older_than_the_rooms_changes_nothing()
    {
        var visit = await RoomVisit.Planned(cluster, plan => plan with { Revision = 3 });
        var late = visit.Plan with { Start = visit.Plan.Start.AddHours(1), Revision = 2 };
        Assert.Equal(PlanOutcome.Planned, await visit.Room.Plan(late));
        Assert.Equal(visit.Plan.Start, (await visit.Room.Knock(visit.Plan.Passes[1].Fingerprint)).Door?.Start);
    }

    private IAccessCodeGrain CodeGrain(RoomPass code) => cluster.Grains.GetGrain<IAccessCodeGrain>(code.Fingerprint);
}
