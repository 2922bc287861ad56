using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Tests.Grains.Practices;

/// <summary>Requests of browsers, and what becomes of them.</summary>
public sealed class WorkplaceTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private readonly string practice = Founding.KeyName();
    private readonly string user = Founding.Id();
    private readonly NewWorkplace browser = Founding.Workplace();

    private IWorkplaceListGrain List => cluster.Grains.GetGrain<IWorkplaceListGrain>(practice);

    [Theory]
    [InlineData(WorkplaceStatus.Approved, WorkplaceStatus.Blocked)]
    [InlineData(WorkplaceStatus.Rejected, null)]
    public async Task A_request_is_approved_and_later_blocked_or_rejected_and_nothing_else(
        WorkplaceStatus first, WorkplaceStatus? second)
    {
        await List.Request(browser, user);
        var workplace = Workplace(browser);
        Assert.Equal(
            ActOutcome.ChangedMeanwhile, (await workplace.Decide(new(WorkplaceStatus.Blocked, Seen: 1))).Outcome);
        Assert.Equal(ActOutcome.Done, (await workplace.Decide(new(first, Seen: 1))).Outcome);
        Assert.Equal(first is WorkplaceStatus.Approved, !(await workplace.Key()).IsEmpty);
        foreach (var next in Enum.GetValues<WorkplaceStatus>().Where(next => next != first))
        {
            var answer = await workplace.Decide(new(next, Seen: 2));
            Assert.Equal(next == second, answer.Outcome is ActOutcome.Done);
        }

        Assert.Equal(second ?? first, (await workplace.Find())?.Status);
    }

    [Fact]
    public async Task A_decision_is_about_what_was_seen_and_its_repetition_is_harmless()
    {
        await List.Request(browser, user);
        var approval = new DecideWorkplace(WorkplaceStatus.Approved, Seen: 1);
        Assert.Equal(ActOutcome.Done, (await Workplace(browser).Decide(approval)).Outcome);
        Assert.Equal(ActOutcome.Done, (await Workplace(browser).Decide(approval)).Outcome);
        var late = new DecideWorkplace(WorkplaceStatus.Rejected, Seen: 1);
        var answer = await Workplace(browser).Decide(late);
        Assert.Equal((ActOutcome.ChangedMeanwhile, WorkplaceStatus.Approved), (answer.Outcome, answer.View?.Status));
        Assert.Equal(ActOutcome.Unknown, (await Workplace(Founding.Workplace()).Decide(approval)).Outcome);
    }

    [Fact]
    public async Task A_request_is_over_after_a_day_and_leaves_nothing_in_the_store()
    {
        await List.Request(browser, user);
        cluster.Time.Advance(Day);
        Assert.Null(await Workplace(browser).Find());
        Assert.Equal(ActOutcome.Unknown, (await Workplace(browser).Decide(new(WorkplaceStatus.Approved, 1))).Outcome);
        Assert.Empty(await List.List());
        Assert.DoesNotContain(cluster.Store.Rows, row => row.Contains(browser.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_approved_stays_listed()
    {
        await List.Request(browser, user);
        await Workplace(browser).Decide(new(WorkplaceStatus.Approved, Seen: 1));
        cluster.Time.Advance(2 * Day);
        Assert.Equal(browser.Id, Assert.Single(await List.List()).Id);
        Assert.False((await Workplace(browser).Key()).IsEmpty);
    }

    [Fact]
    public async Task A_user_has_three_open_requests_and_others_have_theirs()
    {
        for (var n = 0; n < 3; n++)
        {
            Assert.Equal(ActOutcome.Done, await List.Request(Founding.Workplace(), user));
        }

        Assert.Equal(ActOutcome.TooMany, await List.Request(browser, user));
        Assert.Equal(ActOutcome.Done, await List.Request(browser, Founding.Id()));
        cluster.Time.Advance(Day);
        Assert.Equal(ActOutcome.Done, await List.Request(Founding.Workplace(), user));
    }

    [Fact]
    public async Task An_approved_request_makes_room_for_the_next()
    {
        for (var n = 0; n < 4; n++)
        {
            var workplace = Founding.Workplace();
            Assert.Equal(ActOutcome.Done, await List.Request(workplace, user));
            await Workplace(workplace).Decide(new(WorkplaceStatus.Approved, Seen: 1));
        }

        Assert.Equal(4, (await List.List()).Length);
    }

    [Theory]
    [InlineData("workplace-list", false)]
    [InlineData("workplace-list", true)]
    [InlineData("workplace", false)]
    [InlineData("workplace", true)]
    public async Task A_request_cut_short_anywhere_is_completed_by_its_repetition(string grain, bool afterStoring)
    {
        var row = grain == "workplace" ? $"workplace/{practice}-{browser.Id}" : $"{grain}/{practice}";
        cluster.Store.FailOnce(row, afterStoring);
        Assert.NotNull(await Record.ExceptionAsync(() => List.Request(browser, user)));
        ActOutcome? outcome = null;
        for (var attempt = 0; attempt < 2 && outcome is null; attempt++)
        {
            await Record.ExceptionAsync(async () => outcome = await List.Request(browser, user));
        }

        Assert.Equal(ActOutcome.Done, outcome);
        Assert.Equal(browser.Id, Assert.Single(await List.List()).Id);
    }

    [Fact]
    public async Task An_id_that_another_browser_has_is_refused_and_that_browser_notices_nothing()
    {
        await List.Approve(browser, user);
        Assert.Equal(ActOutcome.Taken, await List.Request(browser with { PublicKey = [9] }, user));
        Assert.False(await List.Approve(browser with { PublicKey = [9] }, user));
        Assert.Equal([3], (await Workplace(browser).Key()).AsEnumerable());
    }

    [Fact]
    public async Task The_day_of_the_last_sign_in_is_noted_once()
    {
        await List.Approve(browser, user);
        await Workplace(browser).Use();
        var writes = cluster.Store.Writes;
        await Workplace(browser).Use();
        Assert.Equal(writes, cluster.Store.Writes);
        var today = DateOnly.FromDateTime(cluster.Time.GetUtcNow().UtcDateTime);
        Assert.Equal(today, (await Workplace(browser).Find())?.LastUsed);
    }

    [Fact]
    public async Task An_approved_workplace_is_named_as_often_as_its_user_likes()
    {
        await List.Approve(browser, user);
        Assert.True(await Workplace(browser).Name([7]));
        Assert.True(await Workplace(browser).Name([8]));
        Assert.False(await Workplace(Founding.Workplace()).Name([7]));
    }

    private IWorkplaceGrain Workplace(NewWorkplace workplace) =>
        cluster.Grains.GetGrain<IWorkplaceGrain>($"{practice}-{workplace.Id}");
}
