using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Practices;

namespace RedConnect.Tests.Grains.Practices;

/// <summary>What the table of <see cref="PracticeTableTests"/> does not say: time, storage and what is shown.</summary>
public sealed class PracticeGrainTests(Cluster cluster) : IClassFixture<Cluster>
{
    private const int MostAuditEntries = 500;
    private const int MostChallenges = 256;

    [Fact]
    public async Task A_challenge_is_good_for_almost_two_minutes()
    {
        using var practice = await TestPractice.Registered(cluster);
        var proof = await practice.Proof();
        cluster.Time.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromTicks(1));
        Assert.Equal(SignInOutcome.Welcome, (await practice.Grain.SignIn(proof)).Outcome);
    }

    [Fact]
    public async Task Challenges_are_never_the_same()
    {
        using var practice = new TestPractice(cluster);
        var (first, second) = (await practice.Grain.Challenge(), await practice.Grain.Challenge());
        Assert.Equal((32, 32), (first.Length, second.Length));
        Assert.NotEqual(first.AsEnumerable(), second);
    }

    [Fact]
    public async Task Asking_for_too_many_challenges_ends_the_oldest_and_no_other()
    {
        using var practice = await TestPractice.Registered(cluster);
        var (oldest, second) = (await practice.Proof(), await Later(practice));
        for (var more = 0; more < MostChallenges - 1; more++)
        {
            await practice.Grain.Challenge();
        }

        Assert.Equal(SignInOutcome.StaleChallenge, (await practice.Grain.SignIn(oldest)).Outcome);
        Assert.Equal(SignInOutcome.Welcome, (await practice.Grain.SignIn(second)).Outcome);
    }

    [Fact]
    public async Task A_wrong_password_uses_up_its_challenge()
    {
        using var practice = await TestPractice.Registered(cluster);
        var proof = await practice.Proof();
        await practice.Grain.SignIn(proof with { AuthKey = TestPractice.Draw() });
        Assert.Equal(SignInOutcome.StaleChallenge, (await practice.Grain.SignIn(proof)).Outcome);
    }

    [Fact]
    public async Task After_a_restart_challenges_are_stale_and_the_practice_is_there()
    {
        using var practice = await TestPractice.Registered(cluster);
        var proof = await practice.Proof();
        await cluster.Forget(practice.Grain);
        Assert.Equal(SignInOutcome.StaleChallenge, (await practice.Grain.SignIn(proof)).Outcome);
        Assert.Equal(SignInOutcome.Welcome, await practice.SignIn());
    }

    [Fact]
    public async Task Who_signs_in_is_shown_what_they_registered()
    {
        using var practice = await TestPractice.Registered(cluster);
        var user = (await practice.Grain.SignIn(await practice.Proof())).User;
        Assert.Equal((practice.UserId, practice.Browser.Id), (user?.UserId, user?.Workplace));
        Assert.Equal(Roles.Practitioner | Roles.Administrator, user?.Roles);
        Assert.True(user is { SealedFullName: [1], WrappedKeyRing: [2] });
        Assert.Equal(user?.UserId, (await practice.Grain.Session(practice.UserId, practice.Browser.Id))?.UserId);
    }

    [Fact]
    public async Task A_recovered_browser_signs_in_and_has_a_session_beside_the_first_one()
    {
        using var practice = await TestPractice.Registered(cluster);
        using var second = new SigningBrowser();
        var recovered = await practice.Grain.Recover(await practice.Recovery(second));
        Assert.Equal((practice.UserId, second.Id), (recovered.User?.UserId, recovered.User?.Workplace));
        await cluster.Forget(practice.Grain);
        Assert.Equal(SignInOutcome.Welcome, (await practice.Grain.SignIn(await practice.Proof(second))).Outcome);
        Assert.Equal(SignInOutcome.Welcome, await practice.SignIn());
        Assert.NotNull(await practice.Grain.Session(practice.UserId, second.Id));
    }

    [Fact]
    public async Task A_refused_recovery_approves_nothing()
    {
        using var practice = await TestPractice.Registered(cluster);
        using var second = new SigningBrowser();
        await practice.Grain.Recover(await practice.Recovery(second) with { SheetAuth = TestPractice.Draw() });
        Assert.Null(await practice.Grain.Session(practice.UserId, second.Id));
        Assert.Single((await practice.Stored()).Workplaces);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_registration_whose_answer_was_lost_succeeds_when_it_is_repeated(bool afterStoring)
    {
        using var practice = new TestPractice(cluster);
        cluster.Store.FailOnce($"practice/{practice.Key}", afterStoring);
        await Assert.ThrowsAnyAsync<Exception>(() => practice.Grain.Register(practice.Registration));
        if (afterStoring)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => practice.Grain.Register(practice.Registration));
        }

        Assert.True(await practice.Grain.Register(practice.Registration));
        Assert.Equal(SignInOutcome.Welcome, await practice.SignIn());
    }

    [Fact]
    public async Task An_approved_workplace_is_named_again_and_no_other_is()
    {
        using var practice = await TestPractice.Registered(cluster);
        using var second = new SigningBrowser();
        Assert.False(await practice.Grain.NameWorkplace(second.Id, [7]));
        await practice.Grain.Recover(await practice.Recovery(second));
        Assert.True(await practice.Grain.NameWorkplace(second.Id, [7]));
        Assert.True(await practice.Grain.NameWorkplace(second.Id, [8]));
        Assert.Equal([5, 8], (await practice.Stored()).Workplaces.Select(workplace => workplace.SealedName[0]));
        await practice.SetWorkplaces(WorkplaceStatus.Blocked);
        Assert.False(await practice.Grain.NameWorkplace(second.Id, [9]));
    }

    [Fact]
    public async Task A_refused_registration_changes_nothing()
    {
        using var practice = await TestPractice.Registered(cluster);
        var before = await practice.Stored();
        using var stranger = new TestPractice(cluster);
        Assert.False(await practice.Grain.Register(stranger.Registration));
        Assert.Equal(before.Users.Select(user => user.Id), (await practice.Stored()).Users.Select(user => user.Id));
        Assert.Equal(before.Audit.AsEnumerable(), (await practice.Stored()).Audit);
    }

    [Fact]
    public async Task Registration_sign_ins_and_approvals_are_written_down_and_refusals_are_not()
    {
        using var practice = await TestPractice.Registered(cluster);
        using var second = new SigningBrowser();
        await practice.SignIn();
        await practice.Grain.SignIn(await practice.Proof() with { AuthKey = TestPractice.Draw() });
        await practice.Grain.Recover(await practice.Recovery(second));
        var audit = (await practice.Stored()).Audit;
        var first = practice.Browser.Id;
        Assert.Equal(
            [("registered", first), ("login", first), ("workplace approved by sheet", second.Id)],
            audit.Select(entry => (entry.What, entry.Workplace)));
        Assert.All(audit, entry => Assert.Equal((practice.UserId, cluster.Time.GetUtcNow()), (entry.UserId, entry.At)));
    }

    [Fact]
    public async Task Of_the_audit_list_the_newest_entries_are_kept()
    {
        using var practice = await TestPractice.Registered(cluster);
        var old = new AuditEntry(cluster.Time.GetUtcNow(), "old", "", "");
        await practice.Change(stored => stored with { Audit = [.. Enumerable.Repeat(old, MostAuditEntries)] });
        await practice.SignIn();
        var audit = (await practice.Stored()).Audit;
        Assert.Equal((MostAuditEntries, "old", "login"), (audit.Length, audit[0].What, audit[^1].What));
    }

    [Fact]
    public async Task What_proves_a_password_or_a_sheet_is_stored_as_a_hash_only()
    {
        using var practice = await TestPractice.Registered(cluster);
        await practice.SignIn();
        foreach (var secret in new[] { practice.AuthKey, practice.SheetAuth })
        {
            Assert.DoesNotContain(cluster.Store.Contents, row => row.AsSpan().IndexOf(secret.AsSpan()) >= 0);
        }
    }

    private async Task<SignIn> Later(TestPractice practice)
    {
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        return await practice.Proof();
    }
}
