using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

/// <summary>What the tables of docs/room-states.md do not show.</summary>
public sealed class RoomStateTests
{
    [Fact]
    public void A_patient_waits_until_the_practitioner_is_there()
    {
        var room = Given.Room().With("a");
        Assert.Equal(Presence.Waiting, room.PresenceOf("a"));
        Assert.Equal<IEnumerable<string>>(["a", "p"], room.WithPractitioner().Present());
    }

    [Fact]
    public void Repeating_an_entry_changes_nothing()
    {
        var room = Given.Room().WithPractitioner().With("a");
        var again = room.Enter(Given.Page("a"), Given.Now);
        Assert.True(again.Next.IsStoredLike(room));
        Assert.Null(again.Replaced);
        Assert.Equal(room.Find("a")?.Presence, again.Next.Find("a")?.Presence);
    }

    [Fact]
    public void While_only_returning_seats_are_accepted_nobody_takes_a_new_one()
    {
        var room = Given.Room().With("a");
        Assert.Null(room.Enter(Given.Page("a", instance: 2) with { ReturningOnly = true }, Given.Now).Refusal);
        Assert.Equal(RefusalReason.Overloaded,
            room.Enter(Given.Page("b") with { ReturningOnly = true }, Given.Now).Refusal?.Reason);
        Assert.Equal(RefusalReason.Unknown,
            room.Enter(Given.Page("b", room: "z") with { ReturningOnly = true }, Given.Now).Refusal?.Reason);
    }

    [Fact]
    public void Two_with_the_same_sides_code_are_told_until_the_other_side_comes()
    {
        var room = Given.Room().With("a");
        Assert.Equal(Advice.None, room.Advice);
        Assert.Equal(Advice.SameSide, room.With("b").Advice);
        Assert.Equal(Advice.None, room.With("b").WithPractitioner().Advice);
    }

    [Fact]
    public void A_seat_that_is_reconnecting_is_no_second_person()
    {
        var room = Given.Room().With("a").Disconnected("a#1", Given.Now).With("b");
        Assert.Equal(Advice.None, room.Advice);
    }

    private static readonly LobbyNotice Elsewhere = new(Elsewhere: true, Watched: false);

    [Fact]
    public void Who_waits_alone_is_told_that_the_other_side_waits_elsewhere()
    {
        var room = Given.Room().With("a").Noticed(Elsewhere).Next;
        Assert.Equal(Advice.Elsewhere, room.Advice);
        Assert.Equal(Advice.SameSide, room.With("b").Advice);
        Assert.Equal(Advice.None, room.WithPractitioner().Advice);
        Assert.Same(room, room.Noticed(Elsewhere).Next);
    }

    [Fact]
    public void A_connection_that_enters_another_seat_gives_up_the_first()
    {
        var room = Given.Room().With("a");
        var entry = room.Enter(Given.Page("b") with { Connection = "a#1" }, Given.Now);
        Assert.Equal((Presence.Left, Presence.Waiting),
            (entry.Next.PresenceOf("a"), entry.Next.PresenceOf("b")));
    }

    [Fact]
    public void The_last_sixteen_who_left_are_remembered()
    {
        var room = Given.Room();
        for (var i = 0; i < 20; i++)
        {
            room = room.With($"s{i}").WithLeft($"s{i}#1", Given.Now.AddSeconds(i));
        }

        Assert.Equal(Enumerable.Range(4, 16).Select(i => $"s{i}"), room.Seats.Select(s => s.Id));
    }

    [Fact]
    public void After_an_activation_everybody_has_forty_five_seconds_to_come_back()
    {
        var room = StoredRoom.Of(Given.Room().With("a")).Activate(Given.Now);
        Assert.Equal(Presence.Reconnecting, room?.After(Given.Now.AddSeconds(44)).PresenceOf("a"));
        Assert.Equal(Presence.Away, room?.After(Given.Now.AddSeconds(45)).PresenceOf("a"));
    }

    [Fact]
    public void A_call_whose_connections_all_broke_goes_on_when_somebody_comes_back()
    {
        var room = Given.Room().WithPractitioner().With("a").Disconnected("p#1", Given.Now)
            .Disconnected("a#1", Given.Now).After(Given.Now.AddMinutes(5));
        Assert.Equal((Presence.Away, Presence.Away), (room.PresenceOf("p"), room.PresenceOf("a")));
        var back = room.Enter(Given.Page("p", Role.Practitioner) with { Connection = "p#2" }, Given.Now.AddMinutes(5));
        Assert.Equal((Presence.Waiting, Presence.Away), (back.Next.PresenceOf("p"), back.Next.PresenceOf("a")));
    }

    [Fact]
    public void A_seat_that_is_away_is_among_the_sixteen_that_are_remembered()
    {
        var room = Given.Room().With("a").Disconnected("a#1", Given.Now).After(Given.Now.AddSeconds(15));
        for (var i = 1; i <= 16; i++)
        {
            Assert.Equal(Presence.Away, room.PresenceOf("a"));
            room = room.With($"s{i}").WithLeft($"s{i}#1", Given.Now.AddSeconds(i));
        }

        Assert.Null(room.PresenceOf("a"));
    }

    [Fact]
    public void A_goodbye_is_shown_in_one_snapshot()
    {
        var decision = Given.Room().WithPractitioner().With("a").Leave("a#1", Given.Now);
        Assert.Equal(["p", "a"], decision.Next.Snapshot(1, 2, decision.Left).Seats.Select(s => s.Seat));
        Assert.Equal(["p"], decision.Next.Snapshot(1, 3).Seats.Select(s => s.Seat));
    }

    [Fact]
    public void The_next_expiry_is_the_first_reconnecting_seats()
    {
        var room = Given.Room().With("a").With("b");
        Assert.Equal(room.Plan.End, room.NextExpiry);
        room = room.Disconnected("b#1", Given.Now.AddSeconds(2)).Disconnected("a#1", Given.Now.AddSeconds(1));
        Assert.Equal(Given.Now.AddSeconds(16), room.NextExpiry);
    }

    [Fact]
    public void An_acknowledgement_goes_to_the_streams_sender_whatever_its_number()
    {
        var room = Given.Room().WithPractitioner().With("a");
        Assert.Equal("p#1", room.ReceiverOf("a#1", new Acknowledgement("a", 1, "p", 1, 4711)));
        Assert.Null(room.ReceiverOf("a#1", new Acknowledgement("p", 1, "a", 1, 1)));
        Assert.Null(room.ReceiverOf("a#1", new Acknowledgement("a", 1, "p", 2, 1)));
        Assert.Null(room.ReceiverOf("nobody", new Acknowledgement("a", 1, "p", 1, 1)));
    }

    [Fact]
    public void What_is_over_has_forgotten_its_passes_and_still_lets_its_people_in()
    {
        var end = Given.Start.AddHours(24);
        var room = Given.Room().WithPractitioner().With("a").Disconnected("a#1", end.AddSeconds(-1));
        Assert.Equal(Given.Start.AddHours(24), Given.Room().NextExpiry);
        Assert.NotEmpty(room.After(end.AddTicks(-1)).Plan.Passes);
        var over = room.After(end);
        Assert.Empty(over.Plan.Passes);
        Assert.False(over.IsStoredLike(room));
        Assert.Null(Given.Room().After(end).NextExpiry);
        Assert.Equal(Given.Plan().CodeFingerprints, over.ClaimedCodes);

        Assert.Null(over.Enter(Given.Page("a") with { Fingerprint = null }, end).Refusal);
        Assert.Equal(RefusalReason.Expired, over.Enter(Given.Page("new"), end).Refusal?.Reason);
    }

    [Fact]
    public void Cancelling_forgets_the_passes_at_once()
    {
        var cancelled = Given.Room().WithPractitioner().With("a").Cancel().Next;
        Assert.Empty(cancelled.Plan.Passes);
        Assert.Null(cancelled.Enter(Given.Page("a", instance: 2), Given.Now).Refusal);
        Assert.Equal(RefusalReason.Cancelled, cancelled.Enter(Given.Page("new"), Given.Now).Refusal?.Reason);
    }

    [Fact]
    public void Nothing_that_is_secret_can_be_printed()
    {
        var room = Given.Room().With("a");
        var printed =
            string.Join(' ', room, room.Seats[0], StoredRoom.Of(room), room.Plan.Passes[0], room.Plan, Given.Page("a"));
        Assert.DoesNotContain(Given.Fingerprint("a", Role.Patient), printed, StringComparison.Ordinal);
        Assert.DoesNotContain(Given.Fingerprint("a", Role.Practitioner), printed, StringComparison.Ordinal);
    }

    [Fact]
    public void The_practitioner_gets_in_whatever_patients_do()
    {
        var room = Given.Room().With("a").With("b").With("c").With("d");
        Assert.Equal(RefusalReason.Full, room.Enter(Given.Page("e"), Given.Now).Refusal?.Reason);
        Assert.Null(room.Enter(Given.Page("p", Role.Practitioner), Given.Now).Refusal);
        var waiting = Enumerable.Range(0, 8)
            .Aggregate(Given.Room(Admission.ByPractitioner), (guarded, n) => guarded.With($"w{n}"));
        Assert.Equal(RefusalReason.Full, waiting.Enter(Given.Page("e"), Given.Now).Refusal?.Reason);
        Assert.Null(waiting.Enter(Given.Page("p", Role.Practitioner), Given.Now).Refusal);
    }

    [Fact]
    public void Nobody_is_admitted_without_a_place()
    {
        var room = Enumerable.Range(0, 5)
            .Aggregate(Given.Room(Admission.ByPractitioner).WithPractitioner(), (guarded, n) => guarded.With($"w{n}"));
        var full = Enumerable.Range(0, 5).Aggregate(room, (guarded, n) => guarded.Admit("p#1", $"w{n}").Next);
        Assert.Equal(4, full.Seats.Count(s => s is { Admitted: true, IsPractitioner: false }));
        var automatic = room.Replan(Given.Plan()).Next;
        Assert.Equal(4, automatic.Seats.Count(s => s is { Admitted: true, IsPractitioner: false }));
    }

    [Fact]
    public void New_seats_need_admission_after_somebody_was_sent_out()
    {
        var room = Given.Room().WithPractitioner().With("a").With("b").SendOut("p#1", "a", Given.Now).Next;
        Assert.Equal(Presence.Present, room.PresenceOf("b"));
        Assert.False(room.With("again").Find("again")?.Admitted);
        Assert.Equal(Admission.ByPractitioner,
            room.Knock("r", Given.Fingerprint("a", Role.Patient), Given.Now).Door?.Admission);
        Assert.Same(room, room.SendOut("p#1", "p", Given.Now).Next);
    }

    [Fact]
    public void The_practice_decides_without_a_seat_and_another_practice_does_not()
    {
        var room = Given.Room(Admission.ByPractitioner).With("a");
        Assert.Same(room, room.Decide("another", new AdmitSeat("a"), Given.Now).Next);

        var admitted = room.Decide(room.Plan.Practice, new AdmitSeat("a"), Given.Now).Next;
        Assert.True(admitted.Follows(room.Plan.Practice, new AdmitSeat("a")));
        Assert.False(admitted.Follows("another", new AdmitSeat("a")));
        Assert.Equal(Presence.Present, admitted.WithPractitioner().PresenceOf("a"));

        var ended = admitted.Decide(room.Plan.Practice, new SendOutSeat("a"), Given.Now).Next;
        Assert.True(ended.Follows(room.Plan.Practice, new SendOutSeat("a")));
        Assert.Equal(RefusalReason.SentOut, ended.Enter(Given.Page("a"), Given.Now).Refusal?.Reason);
    }

    [Fact]
    public void Everybody_in_the_room_is_told_of_a_delay_and_that_somebody_watches()
    {
        var room = Given.Room().With("a");
        var late = room.Decide(room.Plan.Practice, new AnnounceDelay(10), Given.Now).Next;
        Assert.Equal(10, late.Snapshot(1, 1).DelayMinutes);
        Assert.False(late.IsStoredLike(room));
        Assert.False(late.Snapshot(1, 1).Watched);
        var watched = late.Noticed(new LobbyNotice(Elsewhere: false, Watched: true)).Next;
        Assert.True(watched.Snapshot(1, 1).Watched);
        Assert.True(watched.IsStoredLike(late));
    }
}
