using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

public sealed class RoomGrainTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Whoever_enters_is_seen_by_whoever_is_there()
    {
        var visit = await RoomVisit.Planned(cluster);
        var alone = await visit.Enter("p");
        Assert.Equal(Presence.Waiting, Assert.Single(alone.Snapshot.Seats).Presence);

        var both = await visit.Enter("a");
        Assert.All(both.Snapshot.Seats, seat => Assert.Equal(Presence.Present, seat.Presence));
        var told = await visit.EarOf("p").Sees("a", Presence.Present);
        Assert.Equal(both.Snapshot.Version, told.Version);
        Assert.True(told.Version > alone.Snapshot.Version);
    }

    [Fact]
    public async Task A_signal_is_delivered_and_its_acknowledgement_comes_back()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await visit.Signal("p", "a");
        var delivery = await visit.EarOf("a").Next<Delivery>();
        Assert.Equal((1, 1L, 4), ((int)delivery.Position.Sequence, delivery.Signal.Number, delivery.Signal.Sealed.Length));

        await visit.Room.Acknowledge(visit.Connection("a"), new Acknowledgement("a", 1, "p", 1, 1));
        Assert.Equal(1, (await visit.EarOf("p").Next<Acknowledgement>()).Number);
    }

    [Fact]
    public async Task A_repeated_signal_is_delivered_again_until_it_is_acknowledged()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await visit.Signal("p", "a");
        var first = await visit.EarOf("a").Next<Delivery>();
        await visit.Signal("p", "a");
        Assert.Equal(first.Position, (await visit.EarOf("a").Next<Delivery>()).Position);

        await visit.Room.Acknowledge(visit.Connection("a"), new Acknowledgement("a", 1, "p", 1, 1));
        await visit.EarOf("p").Next<Acknowledgement>();
        await visit.Signal("p", "a");
        Assert.Equal(1, (await visit.EarOf("p").Next<Acknowledgement>()).Number);
    }

    [Fact]
    public async Task What_came_while_the_line_was_broken_is_replayed()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await visit.Signal("p", "a");
        var seen = (await visit.EarOf("a").Next<Delivery>()).Position;

        await visit.Room.Drop(visit.Connection("a"));
        await visit.EarOf("p").Sees("a", Presence.Reconnecting);
        await visit.Signal("p", "a", 2);
        await visit.Signal("p", "a", 3);

        var back = await visit.EnterUntil(visit.Page("a", lastSeen: seen), entered => entered.Missed.Length == 2);
        Assert.True(back.Resumed);
        Assert.Equal([2L, 3L], back.Missed.Select(d => d.Signal.Number).Order());
        await visit.EarOf("p").Sees("a", Presence.Present);
    }

    [Fact]
    public async Task A_page_that_missed_more_than_is_kept_is_asked_to_start_afresh()
    {
        var visit = await RoomVisit.Planned(cluster);
        var entered = await visit.Enter("p");
        await visit.Enter("a");
        await visit.Room.Drop(visit.Connection("a"));
        await visit.EarOf("p").Sees("a", Presence.Reconnecting);
        for (var number = 1; number <= 65; number++)
        {
            await visit.Signal("p", "a", number);
        }

        await visit.EnterUntil(visit.Page("a", lastSeen: new Position(entered.Snapshot.Epoch, 0)), back => !back.Resumed);
        Assert.Empty((await visit.Enter("a", instance: 2)).Missed);
        await visit.EarOf("p").Next<RoomSnapshot>(told => told.Seats.Any(s => s is { Seat: "a", Instance: 2, Presence: Presence.Present }));
    }

    [Fact]
    public async Task A_newer_page_takes_the_seat_and_the_older_one_is_told()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await visit.Enter("a", instance: 2);
        Assert.Equal((visit.Connection("a"), 2), await visit.EarOf("a").Next<(string, int)>());
        var late = await visit.TryEnter(visit.Page("a"));
        Assert.Equal(new Refusal(RefusalReason.Replaced, Instance: 2), late.Refusal);
    }

    [Fact]
    public async Task Whoever_does_not_come_back_within_the_grace_is_away_and_goes_on_where_they_were()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await visit.Room.Drop(visit.Connection("a"));
        await visit.EarOf("p").Sees("a", Presence.Reconnecting);
        await Pass(visit, TimeSpan.FromSeconds(20));
        var away = await visit.EarOf("p").Sees("a", Presence.Away);
        Assert.Contains(away.Seats, seat => seat is { Seat: "p", Presence: Presence.Waiting });
        var back = await visit.TryEnter(visit.Page("a", lastSeen: new Position(away.Epoch, 0)));
        Assert.True(back.Entered?.Resumed);
        await visit.EarOf("p").Sees("a", Presence.Present);
    }

    [Fact]
    public async Task A_connection_that_nobody_renews_counts_as_broken()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await Pass(visit, TimeSpan.FromSeconds(20));
        await visit.EarOf("p").Sees("a", Presence.Reconnecting);
    }

    [Fact]
    public async Task Goodbye_is_told_at_once()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await visit.Room.Leave(visit.Connection("a"));
        await visit.EarOf("p").Sees("a", Presence.Left);
        Assert.Null(await visit.Room.Snapshot(visit.Connection("a")));
    }

    [Fact]
    public async Task A_patient_waits_until_the_practitioner_admits_them()
    {
        var visit = await RoomVisit.Planned(cluster, plan => plan with { Admission = Admission.ByPractitioner });
        await visit.Enter("p");
        await visit.Enter("a");
        await visit.EarOf("p").Sees("a", Presence.Waiting);
        Assert.False(await visit.Room.Admit(visit.Connection("a"), "a"));
        Assert.True(await visit.Room.Admit(visit.Connection("p"), "a"));
        await visit.EarOf("a").Sees("a", Presence.Present);
        Assert.True(await visit.Room.Admit(visit.Connection("p"), "a"));
        Assert.False(await visit.Room.Admit(visit.Connection("p"), "nobody"));
    }

    [Fact]
    public async Task Lines_that_break_and_heal_are_not_written()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        var before = cluster.Store.Writes;
        await visit.Room.Drop(visit.Connection("a"));
        await visit.EarOf("p").Sees("a", Presence.Reconnecting);
        await visit.Enter(visit.Page("a", lastSeen: new Position(1, 0)));
        await visit.Signal("p", "a");
        await visit.EarOf("a").Next<Delivery>();
        Assert.Equal(before, cluster.Store.Writes);
    }

    [Fact]
    public async Task A_cancelled_room_goes_on_and_lets_nobody_new_in()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        Assert.False(await visit.Room.Cancel("another-practice"));
        Assert.True(await visit.Room.Cancel(Given.Practice));
        var told = await visit.EarOf("a").Next<RoomSnapshot>(snapshot => snapshot.Cancelled);
        Assert.All(told.Seats, seat => Assert.Equal(Presence.Present, seat.Presence));
        Assert.Equal(RefusalReason.Cancelled, (await visit.TryEnter(visit.Page("b"))).Refusal?.Reason);
        Assert.Equal(RefusalReason.Cancelled, (await visit.Room.Knock(Given.Fingerprint(visit.Name, Role.Patient))).Refusal?.Reason);
        await visit.Enter("a", instance: 2);
    }

    [Fact]
    public async Task An_unknown_room_knows_no_code()
    {
        var visit = RoomVisit.Unplanned(cluster);
        Assert.Equal(RefusalReason.Unknown, (await visit.Room.Knock("code")).Refusal?.Reason);
        Assert.Equal(RefusalReason.Unknown, (await visit.TryEnter(visit.Page("a"))).Refusal?.Reason);
        Assert.Null(await visit.Room.Snapshot("c"));
        Assert.False(await visit.Room.Admit("c", "a"));
        Assert.False(await visit.Room.Cancel(Given.Practice));
        await visit.Room.Delete(Given.Practice);
        Assert.Equal(["c"], (await visit.Room.Renew(["c"], cluster.Reference<IRoomObserver>(new Ear()))).Strangers);
    }

    private async Task Pass(RoomVisit visit, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(5))
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(5));
            await visit.Renew("p");
        }
    }
}
