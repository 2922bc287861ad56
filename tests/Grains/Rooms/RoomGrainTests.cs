using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

public sealed class RoomGrainTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task An_entering_page_is_seen_by_everybody_in_the_room()
    {
        var visit = await RoomVisit.Planned(cluster);
        var alone = await visit.Enter("p");
        Assert.Equal(Presence.Waiting, Assert.Single(alone.Snapshot.Seats).Presence);

        var both = await visit.Enter("a");
        Assert.All(both.Snapshot.Seats, seat => Assert.Equal(Presence.Present, seat.Presence));
        var told = await visit.ObserverOf("p").Sees("a", Presence.Present);
        Assert.Equal(both.Snapshot.Version, told.Version);
        Assert.True(told.Version > alone.Snapshot.Version);
    }

    [Fact]
    public async Task A_signal_is_delivered_and_its_acknowledgement_comes_back()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await visit.Signal("p", "a");
        var signal = await visit.ObserverOf("a").Next<SealedSignal>();
        Assert.Equal((1L, 4), (signal.Number, signal.Sealed.Length));

        await visit.Room.Acknowledge(visit.Connection("a"), new Acknowledgement("a", 1, "p", 1, 1));
        Assert.Equal(1, (await visit.ObserverOf("p").Next<Acknowledgement>()).Number);
    }

    [Fact]
    public async Task Signals_for_several_receivers_arrive_in_order_at_each_of_them()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await visit.Enter("b");
        await visit.Room.Relay(visit.Connection("p"),
            [Given.Signal("p", "a", 1), Given.Signal("p", "b", 1), Given.Signal("p", "a", 2)]);
        Assert.Equal(1, (await visit.ObserverOf("a").Next<SealedSignal>()).Number);
        Assert.Equal(2, (await visit.ObserverOf("a").Next<SealedSignal>()).Number);
        Assert.Equal(1, (await visit.ObserverOf("b").Next<SealedSignal>()).Number);
    }

    [Fact]
    public async Task The_room_keeps_no_signal_for_a_seat_that_is_not_connected()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await visit.Enter("b");
        await visit.Room.Disconnect(visit.Connection("a"));
        await visit.ObserverOf("p").Sees("a", Presence.Reconnecting);
        await visit.Room.Relay(visit.Connection("p"), [Given.Signal("p", "a", 1), Given.Signal("p", "b", 1)]);
        await visit.ObserverOf("b").Next<SealedSignal>();

        await visit.Enter("a");
        await visit.ObserverOf("p").Sees("a", Presence.Present);
        await visit.Signal("p", "a", 2);
        Assert.Equal(2, (await visit.ObserverOf("a").Next<SealedSignal>()).Number);
    }

    [Fact]
    public async Task A_newer_page_takes_the_seat_and_the_older_one_is_told()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await visit.Enter("a", instance: 2);
        Assert.Equal((visit.Connection("a"), 2), await visit.ObserverOf("a").Next<(string, int)>());
        var late = await visit.TryEnter(visit.Page("a"));
        Assert.Equal(new Refusal(RefusalReason.Replaced, Instance: 2), late.Refusal);
    }

    [Fact]
    public async Task A_seat_without_connection_is_away_after_fifteen_seconds_exactly_and_may_come_back()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await visit.Room.Disconnect(visit.Connection("a"));
        await visit.ObserverOf("p").Sees("a", Presence.Reconnecting);
        await Pass(visit, TimeSpan.FromSeconds(14));
        Assert.Equal(Presence.Reconnecting, await PresenceOf(visit, "a"));
        await Pass(visit, TimeSpan.FromSeconds(1));
        var away = await visit.ObserverOf("p").Sees("a", Presence.Away);
        Assert.Contains(away.Seats, seat => seat is { Seat: "p", Presence: Presence.Waiting });

        await visit.Enter("a");
        await visit.ObserverOf("p").Sees("a", Presence.Present);
    }

    [Fact]
    public async Task A_connection_whose_lease_is_not_renewed_counts_as_broken()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await Pass(visit, TimeSpan.FromSeconds(15));
        await visit.ObserverOf("p").Sees("a", Presence.Reconnecting);
        await Pass(visit, TimeSpan.FromSeconds(15));
        await visit.ObserverOf("p").Sees("a", Presence.Away);
    }

    [Fact]
    public async Task A_deadline_whose_write_failed_is_tried_again()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await visit.Room.Disconnect(visit.Connection("a"));
        await visit.ObserverOf("p").Sees("a", Presence.Reconnecting);
        cluster.Store.FailOnce($"room/{visit.Name}", afterStoring: false);
        await Pass(visit, TimeSpan.FromSeconds(15));
        await Pass(visit, TimeSpan.FromSeconds(3));
        await visit.ObserverOf("p").Sees("a", Presence.Away);
    }

    [Fact]
    public async Task A_seat_that_is_sent_out_sees_it_once_and_never_comes_back()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        Assert.False(await visit.Room.SendOut(visit.Connection("a"), "p"));
        Assert.True(await visit.Room.SendOut(visit.Connection("p"), "a"));
        await visit.ObserverOf("a").Sees("a", Presence.Left);
        await visit.ObserverOf("p").Sees("a", Presence.Left);
        Assert.Contains(visit.Connection("a"), (await visit.Renew("a")).Unknown);
        Assert.Equal(new Refusal(RefusalReason.SentOut), (await visit.TryEnter(visit.Page("a", instance: 2))).Refusal);
    }

    [Fact]
    public async Task Goodbye_is_told_at_once()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        await visit.Room.Leave(visit.Connection("a"));
        await visit.ObserverOf("p").Sees("a", Presence.Left);
        Assert.Null(await visit.Room.Snapshot(visit.Connection("a")));
    }

    [Fact]
    public async Task A_patient_waits_until_the_practitioner_admits_them()
    {
        var visit = await RoomVisit.Planned(cluster, plan => plan with { Admission = Admission.ByPractitioner });
        await visit.Enter("p");
        await visit.Enter("a");
        await visit.ObserverOf("p").Sees("a", Presence.Waiting);
        Assert.False(await visit.Room.Admit(visit.Connection("a"), "a"));
        Assert.True(await visit.Room.Admit(visit.Connection("p"), "a"));
        await visit.ObserverOf("a").Sees("a", Presence.Present);
        Assert.True(await visit.Room.Admit(visit.Connection("p"), "a"));
        Assert.False(await visit.Room.Admit(visit.Connection("p"), "nobody"));
    }

    [Fact]
    public async Task Connections_that_break_and_heal_are_not_written()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        var before = cluster.Store.Writes;
        await visit.Room.Disconnect(visit.Connection("a"));
        await visit.ObserverOf("p").Sees("a", Presence.Reconnecting);
        await visit.Enter("a");
        await visit.Signal("p", "a");
        await visit.ObserverOf("a").Next<SealedSignal>();
        Assert.Equal(before, cluster.Store.Writes);
    }

    [Fact]
    public async Task A_cancelled_room_goes_on_and_refuses_new_entries()
    {
        var visit = await RoomVisit.Planned(cluster);
        await visit.Meet();
        Assert.False(await visit.Room.Cancel("another-practice"));
        Assert.True(await visit.Room.Cancel(Given.Practice));
        var told = await visit.ObserverOf("a").Next<RoomSnapshot>(snapshot => snapshot.Cancelled);
        Assert.All(told.Seats, seat => Assert.Equal(Presence.Present, seat.Presence));
        Assert.Equal(RefusalReason.Cancelled, (await visit.TryEnter(visit.Page("b"))).Refusal?.Reason);
        Assert.Equal(RefusalReason.Cancelled,
            (await visit.Room.Knock(Given.Fingerprint(visit.Name, Role.Patient))).Refusal?.Reason);
        await visit.Enter("a", instance: 2);
    }

    [Fact]
    public async Task A_room_that_was_not_planned_knows_no_code()
    {
        var visit = RoomVisit.Unplanned(cluster);
        Assert.Equal(RefusalReason.Unknown, (await visit.Room.Knock("code")).Refusal?.Reason);
        Assert.Equal(RefusalReason.Unknown, (await visit.TryEnter(visit.Page("a"))).Refusal?.Reason);
        Assert.Null(await visit.Room.Snapshot("c"));
        Assert.False(await visit.Room.Admit("c", "a"));
        Assert.False(await visit.Room.Cancel(Given.Practice));
        await visit.Room.Delete(Given.Practice);
        Assert.Equal(["c"],
            (await visit.Room.Renew(["c"], cluster.Reference<IRoomObserver>(new RecordingObserver()))).Unknown);
    }

    [Theory]
    [InlineData("knock")]
    [InlineData("enter")]
    [InlineData("snapshot")]
    [InlineData("renew")]
    [InlineData("disconnect")]
    [InlineData("leave")]
    [InlineData("planned")]
    public async Task A_made_up_room_leaves_memory_as_soon_as_it_has_answered(string call)
    {
        var visit = RoomVisit.Unplanned(cluster);
        await (call switch
        {
            "knock" => visit.Room.Knock("code"),
            "enter" => visit.TryEnter(visit.Page("a")),
            "snapshot" => visit.Room.Snapshot("c"),
            "renew" => visit.Room.Renew(["c"], cluster.Reference<IRoomObserver>(new RecordingObserver())),
            "disconnect" => visit.Room.Disconnect("c"),
            "leave" => visit.Room.Leave("c"),
            _ => visit.Room.Planned(Given.Practice),
        });
        await cluster.IsGone(visit.Room);
    }

    private static async Task<Presence?> PresenceOf(RoomVisit visit, string seat) =>
        (await visit.Room.Snapshot(visit.Connection("p")))?.Seats.SingleOrDefault(s => s.Seat == seat)?.Presence;

    /// <summary>Lets time pass in steps of a second while the practitioner's lease is renewed.</summary>
    private async Task Pass(RoomVisit visit, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            cluster.Time.Advance(TimeSpan.FromSeconds(1));
            await visit.Renew("p");
        }
    }
}
