using System.Collections.Immutable;
using System.Security.Cryptography;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Practices;

namespace RedConnect.Tests.Grains.Practices;

/// <summary>Registration across the grains of a practice, and names that do not exist.</summary>
public sealed class PracticeGrainTests(Cluster cluster) : IClassFixture<Cluster>
{
    private const string Name = "c011ea90c011ea90c011ea90c011ea90c011ea90c011ea90c011ea90c011ea90";
    private readonly string key = RandomNumberGenerator.GetHexString(64, lowercase: true);

    private readonly NewPractice registration = Founding.Of(Name);

    public static TheoryData<string, bool> Crashes
    {
        get
        {
            var crashes = new TheoryData<string, bool>();
            foreach (var grain in new[] { "practice", "roster", "user", "workplace-list", "workplace", "audit" })
            {
                crashes.Add(grain, false);
                crashes.Add(grain, true);
            }

            return crashes;
        }
    }

    private IPracticeGrain Practice => cluster.Grains.GetGrain<IPracticeGrain>(key);

    private IUserGrain User => cluster.Grains.GetGrain<IUserGrain>($"{key}-{Name}");

    private IWorkplaceGrain Workplace =>
        cluster.Grains.GetGrain<IWorkplaceGrain>($"{key}-{registration.Workplace.Id}");

    [Theory]
    [MemberData(nameof(Crashes))]
    public async Task A_registration_cut_short_anywhere_is_completed_by_its_repetition(string grain, bool afterStoring)
    {
        cluster.Store.FailOnce(Row(grain), afterStoring);
        var repetitions = 0;
        while (await Failed(() => Practice.Register(registration)))
        {
            Assert.InRange(++repetitions, 1, 2);
        }

        Assert.InRange(repetitions, 1, 2);
        Assert.True(await Practice.Register(registration));
        Assert.Equal(registration.User.Id, (await User.Check(registration.User.Credentials.AuthKey))?.Id);
        Assert.Equal([3], (await Workplace.Key()).AsEnumerable());
        Assert.True(await Practice.HasSheet(registration.Sheet.Auth));
        Assert.Single(await Audit());
    }

    [Fact]
    public async Task Any_other_registration_is_refused_and_changes_nothing()
    {
        Assert.True(await Practice.Register(registration));
        var (user, sheet) = (registration.User, registration.Sheet);
        NewPractice[] others =
        [
            registration with { User = user with { KeyName = key } },
            registration with { User = user with { Id = Founding.Id() } },
            registration with { User = user with { SealedFullName = [9] } },
            registration with { User = user with { SealedCard = [9] } },
            registration with { User = user with { Credentials = Founding.Credentials() } },
            registration with { Sheet = sheet with { Auth = Founding.Draw() } },
            registration with { Sheet = sheet with { KeyRing = [9] } },
            registration with { Workplace = registration.Workplace with { PublicKey = [9] } },
            registration with { Workplace = registration.Workplace with { Id = Founding.Id() } },
        ];
        var writes = cluster.Store.Writes;
        foreach (var other in others)
        {
            Assert.False(await Practice.Register(other));
        }

        Assert.Equal(writes, cluster.Store.Writes);
    }

    [Fact]
    public async Task Names_that_somebody_made_up_are_stored_nowhere_and_leave_memory_at_once()
    {
        var writes = cluster.Store.Writes;
        Assert.False(await Practice.HasSheet(Founding.Draw()));
        Assert.Null(await User.Check(Founding.Draw()));
        Assert.Empty(await Workplace.Key());
        Assert.Equal(writes, cluster.Store.Writes);
        foreach (var grain in new IAddressable[] { Practice, User, Workplace })
        {
            await cluster.IsGone(grain);
        }
    }

    [Fact]
    public async Task What_proves_a_password_or_a_sheet_is_stored_as_a_hash_only()
    {
        await Practice.Register(registration);
        foreach (var secret in new[] { registration.User.Credentials.AuthKey, registration.Sheet.Auth })
        {
            Assert.DoesNotContain(cluster.Store.Contents, row => row.AsSpan().IndexOf(secret.AsSpan()) >= 0);
        }
    }

    [Fact]
    public async Task Of_the_audit_list_the_newest_1000_entries_are_kept()
    {
        var audit = cluster.Grains.GetGrain<IAuditGrain>(key);
        for (var n = 0; n <= 1000; n++)
        {
            await audit.Add(n.ToString(System.Globalization.CultureInfo.InvariantCulture), "", "", "");
        }

        var entries = await Audit();
        Assert.Equal((1000, "1", "1000"), (entries.Length, entries[0].What, entries[^1].What));
    }

    [Fact]
    public async Task A_line_of_the_audit_list_is_gone_after_ninety_days()
    {
        var audit = cluster.Grains.GetGrain<IAuditGrain>(key);
        await audit.Add("old", "", "", "");
        cluster.Time.Advance(TimeSpan.FromDays(90));
        Assert.Empty(await audit.List(cluster.Time.GetUtcNow(), most: 100));
        await audit.Add("new", "", "", "");
        Assert.Equal("new", Assert.Single(await Audit()).What);
    }

    [Fact]
    public async Task Of_a_practice_in_which_nothing_happens_any_more_a_reminder_deletes_the_audit_list()
    {
        var audit = cluster.Grains.GetGrain<IAuditGrain>(key);
        await audit.Add("old", "", "", "");
        Assert.Single(await cluster.RemindersOf(audit));
        cluster.Time.Advance(TimeSpan.FromDays(50));
        await audit.Add("new", "", "", "");
        cluster.Time.Advance(TimeSpan.FromDays(40));
        await audit.AsReference<IRemindable>().ReceiveReminder("retention", default);
        Assert.Equal("new", Assert.Single(await Audit()).What);
        cluster.Time.Advance(TimeSpan.FromDays(50));
        await audit.AsReference<IRemindable>().ReceiveReminder("retention", default);
        Assert.DoesNotContain($"audit/{key}", cluster.Store.Rows);
        Assert.Empty(await cluster.RemindersOf(audit));
    }

    private string Row(string grain) => grain switch
    {
        "user" => $"user/{key}-{Name}",
        "workplace" => $"workplace/{key}-{registration.Workplace.Id}",
        _ => $"{grain}/{key}",
    };

    private async Task<ImmutableArray<AuditEntry>> Audit()
    {
        var state = new GrainState<StoredAudit>();
        await cluster.Store.ReadStateAsync("audit", cluster.Grains.GetGrain<IAuditGrain>(key).GetGrainId(), state);
        return state.State?.Entries ?? [];
    }

    private static async Task<bool> Failed(Func<Task> act) => await Record.ExceptionAsync(act) is not null;
}
