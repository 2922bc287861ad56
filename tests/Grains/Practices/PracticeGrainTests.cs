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

    private readonly NewPractice registration = new(
        Name, Id(), [1], Draw(), [2], new NewWorkplace(Id(), [3], [4]), Draw(), [5]);

    public static TheoryData<string, bool> Crashes
    {
        get
        {
            var crashes = new TheoryData<string, bool>();
            foreach (var grain in new[] { "practice", "user", "workplace", "audit" })
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
        Assert.Equal(registration.UserId, (await User.Check(registration.AuthKey))?.Id);
        Assert.Equal([3], (await Workplace.Key()).AsEnumerable());
        Assert.True(await Practice.HasSheet(registration.SheetAuth));
        Assert.Single(await Audit());
    }

    [Fact]
    public async Task Any_other_registration_is_refused_and_changes_nothing()
    {
        Assert.True(await Practice.Register(registration));
        NewPractice[] others =
        [
            registration with { UserKeyName = key }, registration with { UserId = Id() },
            registration with { SealedFullName = [9] }, registration with { AuthKey = Draw() },
            registration with { WrappedKeyRing = [9] }, registration with { SheetAuth = Draw() },
            registration with { SheetKeyRing = [9] },
            registration with { Workplace = registration.Workplace with { PublicKey = [9] } },
            registration with { Workplace = registration.Workplace with { Id = Id() } },
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
        Assert.False(await Practice.HasSheet(Draw()));
        Assert.Null(await User.Check(Draw()));
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
        foreach (var secret in new[] { registration.AuthKey, registration.SheetAuth })
        {
            Assert.DoesNotContain(cluster.Store.Contents, row => row.AsSpan().IndexOf(secret.AsSpan()) >= 0);
        }
    }

    [Fact]
    public async Task Of_the_audit_list_the_newest_500_entries_are_kept()
    {
        var audit = cluster.Grains.GetGrain<IAuditGrain>(key);
        for (var n = 0; n <= 500; n++)
        {
            await audit.Add(n.ToString(System.Globalization.CultureInfo.InvariantCulture), "", "");
        }

        var entries = await Audit();
        Assert.Equal((500, "1", "500"), (entries.Length, entries[0].What, entries[^1].What));
    }

    [Fact]
    public async Task A_workplace_is_approved_once_and_named_as_often_as_its_user_likes()
    {
        await Practice.Register(registration);
        Assert.True(await Workplace.Approve(registration.Workplace));
        Assert.False(await Workplace.Approve(registration.Workplace with { PublicKey = [9] }));
        Assert.True(await Workplace.Name([7]));
        var unknown = cluster.Grains.GetGrain<IWorkplaceGrain>($"{key}-{Id()}");
        Assert.False(await unknown.Name([7]));
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

    private static string Id() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static ImmutableArray<byte> Draw() => [.. RandomNumberGenerator.GetBytes(32)];
}
