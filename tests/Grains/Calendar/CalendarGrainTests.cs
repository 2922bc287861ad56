using RedConnect.Grains.Contracts.Calendar;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Tests.Grains.Rooms;

namespace RedConnect.Tests.Grains.Calendar;

public sealed class CalendarGrainTests(Cluster cluster) : IClassFixture<Cluster>
{
    private readonly string room = Practice.NewId();
    private readonly Practice practice = new(cluster);

    [Fact]
    public async Task A_planned_appointment_is_listed_and_its_codes_open_its_room()
    {
        await practice.Planned(room, 1);
        Assert.Equal((room, 1), Assert.Single((await practice.List()).Select(entry => (entry.Room, entry.Revision))));
        Assert.Equal(practice.Content(1).StartUtc, (await practice.Room(room).Planned(practice.Key))?.Start);
        Assert.Equal(room, await practice.RoomOf(Practice.Codes(room)[1]));
    }

    [Fact]
    public async Task An_act_that_is_repeated_gets_the_same_answer()
    {
        var command = practice.Command(room, 1, Practice.Act());
        var first = await practice.Calendar.Plan(command);
        var second = await practice.Calendar.Plan(command);
        Assert.Equal((CalendarOutcome.Done, 1), (second.Outcome, second.Appointment?.Revision));
        Assert.Equal(first.Appointment?.Change, second.Appointment?.Change);

        var cancel = new CancelAppointment(room, Practice.Act(seen: 1));
        Assert.Equal(CalendarOutcome.Done, (await practice.Calendar.Cancel(cancel)).Outcome);
        Assert.Equal(CalendarOutcome.Done, (await practice.Calendar.Cancel(cancel)).Outcome);
    }

    [Fact]
    public async Task Of_two_people_who_move_the_same_appointment_the_second_is_told_where_it_is_now()
    {
        await practice.Planned(room, 0);
        await practice.Planned(room, 8, seen: 1);
        var second = await practice.Plan(room, 9, seen: 1);
        Assert.Equal(CalendarOutcome.ChangedMeanwhile, second.Outcome);
        Assert.Equal(practice.Today.AddDays(8), second.Appointment?.Content.Day);

        await practice.Planned(room, 9, seen: 2);
        Assert.Equal(practice.Today.AddDays(9), Assert.Single(await practice.List()).Content.Day);
        Assert.Equal(practice.Content(9).StartUtc, (await practice.Room(room).Planned(practice.Key))?.Start);
    }

    [Fact]
    public async Task A_new_appointment_whose_room_is_planned_already_changes_nothing()
    {
        await practice.Planned(room, 1);
        var second = await practice.Plan(room, 2);
        Assert.Equal(CalendarOutcome.ChangedMeanwhile, second.Outcome);
        Assert.Equal(practice.Today.AddDays(1), second.Appointment?.Content.Day);
    }

    [Fact]
    public async Task A_colleagues_change_does_not_make_them_organiser()
    {
        await practice.Planned(room, 0);
        var answer = await practice.Calendar.Plan(practice.Command(room, 3, Practice.Act(1, user: Practice.Colleague)));
        Assert.Equal(Given.Organiser, answer.Appointment?.Organiser);
        Assert.Equal(Given.Organiser, (await practice.Room(room).Planned(practice.Key))?.Organiser);
    }

    [Fact]
    public async Task A_cancelled_appointment_stays_listed_and_cannot_be_changed()
    {
        await practice.Planned(room, 0);
        await practice.Cancel(room, seen: 1);
        Assert.True(Assert.Single(await practice.List()).Cancelled);
        Assert.Equal(CalendarOutcome.AlreadyCancelled, (await practice.Plan(room, 1, seen: 1)).Outcome);
        Assert.Equal(CalendarOutcome.AlreadyCancelled, (await practice.Cancel(room, seen: 1)).Outcome);
        var knock = await practice.Room(room).Knock(Practice.Codes(room)[1].Fingerprint);
        Assert.Equal(RefusalReason.Cancelled, knock.Refusal?.Reason);
    }

    [Fact]
    public async Task Cancelling_what_somebody_changed_after_it_was_seen_is_refused()
    {
        await practice.Planned(room, 0);
        await practice.Planned(room, 1, seen: 1);
        var answer = await practice.Cancel(room, seen: 1);
        Assert.Equal((CalendarOutcome.ChangedMeanwhile, 2), (answer.Outcome, answer.Appointment?.Revision));
        Assert.False(Assert.Single(await practice.List()).Cancelled);
    }

    [Fact]
    public async Task What_is_not_in_the_calendar_can_be_neither_changed_nor_cancelled()
    {
        Assert.Equal(CalendarOutcome.UnknownAppointment, (await practice.Plan(room, 0, seen: 1)).Outcome);
        Assert.Equal(CalendarOutcome.UnknownAppointment, (await practice.Cancel(room, seen: 1)).Outcome);
        Assert.Null(await practice.Room(room).Planned(practice.Key));
    }

    [Fact]
    public async Task Neither_another_practices_room_nor_a_taken_code_can_be_had()
    {
        var other = new Practice(cluster);
        await other.Planned(room, 0);
        Assert.Equal(CalendarOutcome.RoomTaken, (await practice.Plan(room, 0)).Outcome);
        var twin = practice.Command(Practice.NewId(), 0, Practice.Act(), codes: room);
        Assert.Equal(CalendarOutcome.CodeTaken, (await practice.Calendar.Plan(twin)).Outcome);
        Assert.Empty(await practice.List());
        Assert.Null(await practice.Room(twin.Room).Planned(practice.Key));
    }

    [Fact]
    public async Task A_day_takes_no_more_than_a_row_of_the_store_can_hold()
    {
        var (outcome, count) = (CalendarOutcome.Done, 0);
        for (; outcome is CalendarOutcome.Done && count < 100; count++)
        {
            var id = Practice.NewId();
            outcome = (await practice.Calendar.Plan(practice.Command(id, 0, Practice.Act(), bytes: 16 * 1024))).Outcome;
        }

        Assert.Equal(CalendarOutcome.DayFull, outcome);
        Assert.InRange(count, 40, 50);
        Assert.Equal(CalendarOutcome.Done, (await practice.Plan(room, 1)).Outcome);
    }

    [Fact]
    public async Task Appointments_are_listed_by_their_start_and_only_those_of_the_days_asked_for()
    {
        var rooms = Enumerable.Range(0, 4).Select(_ => Practice.NewId()).ToArray();
        await practice.Planned(rooms[0], 3);
        await practice.Planned(rooms[1], 1);
        await practice.Planned(rooms[2], 2);
        await practice.Planned(rooms[3], 4);
        Assert.Equal([rooms[1], rooms[2], rooms[0]], (await practice.List(1, 3)).Select(entry => entry.Room));
    }

    [Fact]
    public async Task Of_two_entries_of_one_room_the_newer_counts_and_the_other_is_removed()
    {
        var first = await practice.Planned(room, 0);
        await practice.Planned(room, 1, seen: 1);
        await practice.Day(0).Put(first);
        Assert.Equal(2, Assert.Single(await practice.List()).Revision);
        Assert.Empty(await practice.Day(0).List());
    }
}
