using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Calendar;

public sealed class RetentionTests(Cluster cluster) : IClassFixture<Cluster>
{
    private readonly string room = Practice.NewId();
    private readonly Practice practice = new(cluster);

    [Fact]
    public async Task When_the_retention_is_over_nothing_is_left()
    {
        await practice.Planned(room, 1);
        await practice.Planned(room, 0, seen: 1);
        var later = Practice.NewId();
        await practice.Planned(later, 20);
        await PassDue();
        await PassDue();
        var due = await Due();
        var latest = practice.Content(0).StartUtc + RoomPlan.Validity + TimeSpan.FromDays(30);
        Assert.InRange(latest - due, TimeSpan.Zero, TimeSpan.FromDays(1));

        cluster.Time.Advance(due - cluster.Time.GetUtcNow());
        await practice.Remind();
        Assert.DoesNotContain(cluster.Store.Rows, row => row.Contains(room, StringComparison.Ordinal));
        Assert.Null(await practice.RoomOf(Practice.Codes(room)[0]));
        Assert.Equal(later, Assert.Single(await practice.List()).Room);
        Assert.NotNull(await practice.Room(later).Planned(practice.Key));
    }

    [Fact]
    public async Task What_is_over_has_no_pass_any_more_although_nobody_came()
    {
        await practice.Planned(room, 0);
        var later = Practice.NewId();
        await practice.Planned(later, 3);
        await cluster.Forget(practice.Room(room));
        Assert.Equal(practice.Content(0).End, await Due());
        await PassDue();
        await cluster.Forget(practice.Room(room));

        Assert.Equal([], (await practice.Room(room).Planned(practice.Key))?.Passes);
        Assert.Equal(2, (await practice.Room(later).Planned(practice.Key))?.Passes.Length);
        var code = Practice.Codes(room)[1];
        Assert.Equal(room, await practice.RoomOf(code));
        Assert.Equal(RefusalReason.Expired, (await practice.Room(room).Knock(code.Fingerprint)).Refusal?.Reason);
        Assert.Equal(practice.Content(3).End, await Due());
    }

    [Fact]
    public async Task An_end_that_could_not_be_stored_is_repeated()
    {
        await practice.Planned(room, 0);
        cluster.Time.Advance(await Due() - cluster.Time.GetUtcNow());
        await cluster.Forget(practice.Room(room));
        cluster.Store.FailOnce($"room/{room}", afterStoring: false);
        await Assert.ThrowsAnyAsync<Exception>(practice.Remind);
        await practice.Remind();
        Assert.Equal([], (await practice.Room(room).Planned(practice.Key))?.Passes);
    }

    [Fact]
    public async Task A_practice_has_one_reminder_which_ends_with_its_last_appointment()
    {
        await practice.Planned(room, 2);
        await practice.Planned(Practice.NewId(), 1);
        Assert.Single(await cluster.RemindersOf(practice.Calendar));
        cluster.Time.Advance(TimeSpan.FromDays(40));
        await practice.Remind();
        Assert.Empty(await practice.List());
        Assert.Empty(await cluster.RemindersOf(practice.Calendar));
        var days = $"calendar-day/{practice.Key}";
        Assert.DoesNotContain(cluster.Store.Rows, row => row.StartsWith(days, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reminder_for_what_is_far_ahead_comes_early_and_sets_itself_again()
    {
        await practice.Planned(room, 100);
        var first = await Due();
        Assert.Equal(cluster.Time.GetUtcNow().AddDays(40), first);
        cluster.Time.Advance(TimeSpan.FromDays(40));
        await practice.Remind();
        Assert.Equal(first.AddDays(40), await Due());
        Assert.Single(await practice.List());
    }

    [Fact]
    public async Task What_a_lost_reminder_left_is_deleted_by_the_next_one_and_counted_as_overdue()
    {
        using var overdue = cluster.Metrics<int>("RedConnect.Calendar", "redconnect.calendar.overdue");
        await practice.Planned(room, 0);
        await practice.Planned(Practice.NewId(), 0);
        await practice.Planned(Practice.NewId(), 0);
        await cluster.LoseReminders(practice.Calendar);
        cluster.Time.Advance(TimeSpan.FromDays(60));
        await cluster.Forget(practice.Calendar);

        Assert.Empty(await practice.List());
        Assert.Single(await cluster.RemindersOf(practice.Calendar));
        await practice.Remind();
        Assert.Null(await practice.Room(room).Planned(practice.Key));
        Assert.Contains(3, overdue.GetMeasurementSnapshot().Select(deleted => deleted.Value));
    }

    [Fact]
    public async Task An_interrupted_deletion_is_completed_by_the_next_reminder_and_lists_nothing_meanwhile()
    {
        await practice.Planned(room, 0);
        cluster.Time.Advance(TimeSpan.FromDays(31));
        cluster.Store.FailOnce($"calendar/{practice.Key}", afterStoring: false);
        await Assert.ThrowsAnyAsync<Exception>(practice.Remind);
        Assert.Empty(await practice.List());
        await practice.Remind();
        Assert.Empty(await cluster.RemindersOf(practice.Calendar));
    }

    [Fact]
    public async Task An_outdated_entry_that_becomes_due_does_not_delete_the_room_that_moved_on()
    {
        var first = await practice.Planned(room, 0);
        await practice.Planned(room, 50, seen: 1);
        await practice.Day(0).Put(first);
        cluster.Time.Advance(TimeSpan.FromDays(31));
        await practice.Remind();
        Assert.NotNull(await practice.Room(room).Planned(practice.Key));
        Assert.Empty(await practice.Day(0).List());
    }

    private async Task PassDue()
    {
        cluster.Time.Advance(await Due() - cluster.Time.GetUtcNow());
        await practice.Remind();
    }

    private async Task<DateTimeOffset> Due() => Assert.Single(await cluster.RemindersOf(practice.Calendar));
}
