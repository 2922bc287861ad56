using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Tests.Grains.Practices;

/// <summary>Who belongs to a practice, and what several administrators do at once.</summary>
public sealed class RosterTests(Cluster cluster) : IClassFixture<Cluster>
{
    private readonly string practice = Founding.KeyName();
    private readonly NewUser first = Founding.User(
        Founding.KeyName(), Roles.Practitioner | Roles.Administrator);

    private readonly NewUser second = Founding.User(Founding.KeyName(), Roles.Administrator);
    private readonly NewUser staff = Founding.User(Founding.KeyName(), Roles.Staff);

    private IRosterGrain Roster => cluster.Grains.GetGrain<IRosterGrain>(practice);

    [Fact]
    public async Task An_added_user_signs_in_and_must_change_the_initial_password()
    {
        await Found();
        Assert.Equal(ActOutcome.Done, (await Add(staff)).Outcome);
        var user = await User(staff).Check(staff.Credentials.AuthKey);
        Assert.Equal((staff.Id, true, Roles.Staff), (user?.Id, user?.MustChangePassword, user?.Roles));
        Assert.Equal([first.Id, staff.Id], (await Roster.List()).Select(listed => listed.Id));
    }

    [Theory]
    [InlineData("roster", false)]
    [InlineData("roster", true)]
    [InlineData("user", false)]
    [InlineData("user", true)]
    public async Task Adding_cut_short_anywhere_is_completed_by_its_repetition(string grain, bool afterStoring)
    {
        await Found();
        var row = grain == "user" ? $"user/{practice}-{staff.KeyName}" : $"roster/{practice}";
        cluster.Store.FailOnce(row, afterStoring);
        Assert.NotNull(await Record.ExceptionAsync(() => Add(staff)));
        UserAnswer? answer = null;
        for (var attempt = 0; attempt < 2 && answer is null; attempt++)
        {
            await Record.ExceptionAsync(async () => answer = await Add(staff));
        }

        Assert.Equal(ActOutcome.Done, answer?.Outcome);
        Assert.NotNull(await User(staff).Check(staff.Credentials.AuthKey));
    }

    [Fact]
    public async Task A_short_name_or_id_belongs_to_one_user()
    {
        await Found();
        await Add(staff);
        Assert.Equal(ActOutcome.Taken, (await Add(staff with { Id = Founding.Id() })).Outcome);
        Assert.Equal(ActOutcome.Taken, (await Add(staff with { KeyName = Founding.KeyName() })).Outcome);
    }

    [Fact]
    public async Task Of_two_administrators_who_deactivate_each_other_at_once_one_stays()
    {
        await Found();
        await Add(second);
        var answers = await Task.WhenAll(
            Roster.Change(Deactivation(first, Keys(2))), Roster.Change(Deactivation(second)));
        Assert.Equal(
            [ActOutcome.Done, ActOutcome.LastAdministrator], answers.Select(answer => answer.Outcome).Order());
        Assert.Single(await Roster.List(), user => user.IsActive);
    }

    [Fact]
    public async Task Deactivating_ends_what_was_signed_in_and_reactivating_does_not_bring_it_back()
    {
        await Found();
        await Add(staff);
        var before = (await User(staff).Find())?.Passwords;
        await Roster.Change(Deactivation(staff));
        Assert.Null(await User(staff).Check(staff.Credentials.AuthKey));
        await Roster.Change(new ChangeAccess(staff.Id, Roles.Staff, true, staff.SealedCard, Seen: 3, null));
        var after = await User(staff).Check(staff.Credentials.AuthKey);
        Assert.NotNull(after);
        Assert.NotEqual(before, after.Passwords);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deactivation_cut_short_is_completed_by_whatever_is_asked_next(bool afterStoring)
    {
        await Found();
        await Add(staff);
        cluster.Store.FailOnce($"user/{practice}-{staff.KeyName}", afterStoring);
        Assert.NotNull(await Record.ExceptionAsync(() => Roster.Change(Deactivation(staff))));

        // After a lost answer, the first attempt only finds out that the record was written.
        await Record.ExceptionAsync(() => Roster.List());
        await Roster.List();
        Assert.Null(await User(staff).Check(staff.Credentials.AuthKey));
        Assert.Equal(ActOutcome.Done, (await Roster.Change(Deactivation(staff))).Outcome);
    }

    [Fact]
    public async Task An_act_is_about_what_was_seen()
    {
        await Found();
        await Add(staff);
        var answer = await Roster.Change(Deactivation(staff) with { Seen = 1 });
        Assert.Equal((ActOutcome.ChangedMeanwhile, 2), (answer.Outcome, answer.User?.Revision));
        Assert.Equal(ActOutcome.Unknown, (await Roster.Change(Deactivation(second))).Outcome);
    }

    [Fact]
    public async Task Another_set_of_practitioners_needs_the_next_key_pair_with_a_copy_for_each_of_them()
    {
        await Found();
        await Add(second);
        var leaving = Founding.User(Founding.KeyName(), Roles.Practitioner);
        await Add(leaving);
        PractitionerKeys?[] wrong =
        [
            null, Keys(1, first), Keys(3, first), Keys(2), Keys(2, first, leaving), Keys(2, second),
        ];
        foreach (var keys in wrong)
        {
            Assert.Equal(ActOutcome.KeysChanged, (await Roster.Change(Deactivation(leaving, keys))).Outcome);
        }

        Assert.Equal(ActOutcome.Done, (await Roster.Change(Deactivation(leaving, Keys(2, first)))).Outcome);
        Assert.Equal(2, Assert.Single(await Roster.Keys()).Revision);
        var outdated = Founding.User(Founding.KeyName(), Roles.Practitioner);
        Assert.Equal(ActOutcome.KeysChanged, (await Add(outdated)).Outcome);
    }

    [Fact]
    public async Task A_password_is_set_once_for_what_was_seen_and_with_the_present_keys()
    {
        await Found();
        await Add(staff);
        var password = new NewPassword(Founding.Credentials(), [9], IsInitial: false, KeyRevision: 1, Seen: 2);
        Assert.Equal(ActOutcome.KeysChanged, (await Set(staff, password with { KeyRevision = 2 })).Outcome);
        Assert.Equal(ActOutcome.ChangedMeanwhile, (await Set(staff, password with { Seen = 1 })).Outcome);
        Assert.Equal(ActOutcome.Done, (await Set(staff, password)).Outcome);
        Assert.Equal(ActOutcome.Done, (await Set(staff, password)).Outcome);
        Assert.Null(await User(staff).Check(staff.Credentials.AuthKey));
        var user = await User(staff).Check(password.Credentials.AuthKey);
        Assert.Equal((2, false, 3), (user?.Passwords, user?.MustChangePassword, user?.Revision));
    }

    private static ChangeAccess Deactivation(NewUser user, PractitionerKeys? keys = null) =>
        new(user.Id, user.Roles, IsActive: false, user.SealedCard, Seen: 2, keys);

    private static PractitionerKeys Keys(long revision, params NewUser[] practitioners) => new(
        revision, [1], [.. practitioners.Select(user => new KeyCopy(user.Id, [2]))], [3]);

    private Task<UserAnswer> Found() => Roster.Add(first, isInitial: false, keyRevision: 1);

    private Task<UserAnswer> Add(NewUser user) => Roster.Add(user, isInitial: true, keyRevision: 1);

    private Task<UserAnswer> Set(NewUser user, NewPassword password) => Roster.SetPassword(user.Id, password);

    private IUserGrain User(NewUser user) => cluster.Grains.GetGrain<IUserGrain>($"{practice}-{user.KeyName}");
}
