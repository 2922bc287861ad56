using RedConnect.Grains.Contracts.Calendar;
using RedConnect.Grains.Contracts.Codes;

namespace RedConnect.Tests.Grains.Calendar;

public sealed class CalendarCrashTests(Cluster cluster) : IClassFixture<Cluster>
{
    private readonly string room = Practice.NewId();
    private readonly Practice practice = new(cluster);

    [Theory]
    [InlineData("room", false)]
    [InlineData("room", true)]
    [InlineData("new day", false)]
    [InlineData("new day", true)]
    [InlineData("calendar", true)]
    public async Task A_move_that_was_interrupted_is_complete_for_the_next_who_looks(string where, bool afterStoring)
    {
        await practice.Planned(room, 0);
        cluster.Store.FailOnce(where switch
        {
            "room" => $"room/{room}",
            "new day" => $"calendar-day/{practice.DayKey(8)}",
            _ => $"calendar/{practice.Key}",
        }, afterStoring);
        await Assert.ThrowsAnyAsync<Exception>(() => practice.Plan(room, 8, seen: 1));
        await Crash();

        var entry = Assert.Single(await practice.List());
        Assert.Equal((practice.Today.AddDays(8), 2), (entry.Content.Day, entry.Revision));
        Assert.Equal(entry.Content.StartUtc, (await practice.Room(room).Planned(practice.Key))?.Start);
        Assert.Empty(await practice.Day(0).List());
    }

    [Fact]
    public async Task A_move_whose_intent_was_not_stored_has_not_begun()
    {
        await practice.Planned(room, 0);
        cluster.Store.FailOnce($"calendar/{practice.Key}", afterStoring: false);
        await Assert.ThrowsAnyAsync<Exception>(() => practice.Plan(room, 8, seen: 1));
        await Crash();
        Assert.Equal(practice.Today, Assert.Single(await practice.List()).Content.Day);
        Assert.Equal(practice.Content(0).StartUtc, (await practice.Room(room).Planned(practice.Key))?.Start);
    }

    [Fact]
    public async Task Codes_that_a_change_dropped_stay_the_rooms_although_it_was_interrupted()
    {
        await practice.Planned(room, 0);
        var fresh = Practice.NewId();
        cluster.Store.FailOnce($"access-code/{Practice.Codes(fresh)[1].Fingerprint}", afterStoring: true);
        var change = practice.Command(room, 0, Practice.Act(seen: 1), fresh);
        await Assert.ThrowsAnyAsync<Exception>(() => practice.Calendar.Plan(change));
        await Crash();
        await cluster.Forget(cluster.Grains.GetGrain<IAccessCodeGrain>(Practice.Codes(fresh)[1].Fingerprint));

        Assert.Equal(2, Assert.Single(await practice.List()).Revision);
        await Assert.AllAsync(Practice.Codes(room), async code => Assert.Equal(room, await practice.RoomOf(code)));
        await Assert.AllAsync(Practice.Codes(fresh), async code => Assert.Equal(room, await practice.RoomOf(code)));
    }

    [Fact]
    public async Task An_act_whose_answer_was_lost_is_answered_when_it_is_repeated()
    {
        var command = practice.Command(room, 0, Practice.Act());
        cluster.Store.FailOnce($"calendar-day/{practice.DayKey(0)}", afterStoring: true);
        await Assert.ThrowsAnyAsync<Exception>(() => practice.Calendar.Plan(command));
        await Crash();
        Assert.Equal((CalendarOutcome.Done, 1), await Outcome(command));
    }

    private async Task<(CalendarOutcome, long?)> Outcome(PlanAppointment command)
    {
        var answer = await practice.Calendar.Plan(command);
        return (answer.Outcome, answer.Appointment?.Revision);
    }

    private async Task Crash()
    {
        await cluster.Forget(practice.Calendar);
        await cluster.Forget(practice.Room(room));
        await cluster.Forget(practice.Day(0));
        await cluster.Forget(practice.Day(8));
    }
}
