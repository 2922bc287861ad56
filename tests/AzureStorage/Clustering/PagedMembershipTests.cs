using Azure.Data.Tables;
using Orleans.Storage;

namespace RedConnect.Tests.AzureStorage.Clustering;

/// <summary>A page has 1000 rows at most, and two pages are two moments.</summary>
[Collection("azurite")]
public sealed class PagedMembershipTests(Azurite azurite) : IAsyncLifetime
{
    private const int Count = 1010;
    private readonly string cluster = Guid.NewGuid().ToString("N");
    private readonly Faults way = new();

    public async Task InitializeAsync()
    {
        var table = await Providers.Membership(azurite.Account(), cluster);
        await table.Join(Silos.Number(Count));
        var (rows, first) = (Rows(), await Rows().GetEntityAsync<TableEntity>(cluster, $"127.0.4.10-11111-{Count}"));
        foreach (var some in Enumerable.Range(1, Count - 1).Chunk(100))
        {
            await rows.SubmitTransactionAsync(some.Select(n =>
                new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(first.Value) { RowKey = $"127.0.1.1-11111-{n}", ["Address"] = "127.0.1.1", ["Generation"] = $"{n}" })));
        }
    }

    public Task DisposeAsync()
    {
        way.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task All_pages_are_read()
    {
        var all = await (await Table()).ReadAllAsync();
        Assert.Equal(Count, all.Members.Select(member => member.Item1.SiloAddress).Distinct().Count());
        Assert.Equal(1, all.Version.Version);
        Assert.Equal(Count, (await (await Providers.Gateways(azurite.Account(), cluster)).GetGateways()).Count);
    }

    [Fact]
    public async Task A_change_between_two_pages_is_noticed()
    {
        var table = await Table();
        var others = await Providers.Membership(azurite.Account(), cluster);
        BetweenPages(1, n => others.Join(Silos.Number(2000 + n)));
        var all = await table.ReadAllAsync();
        Assert.Equal(2, all.Version.Version);
        Assert.Equal(Count + 1, all.Members.Count);
    }

    [Fact]
    [Trait("official", "differs")]
    public async Task A_table_that_never_stands_still_is_given_up()
    {
        var table = await Table();
        var others = await Providers.Membership(azurite.Account(), cluster);
        BetweenPages(5, n => others.Join(Silos.Number(2000 + n)));
        var refusal = await Assert.ThrowsAsync<InconsistentStateException>(() => table.ReadAllAsync());
        Assert.Equal(("5", "6"), (refusal.StoredEtag, refusal.CurrentEtag));
        Assert.Equal(6, (await table.ReadAllAsync()).Version.Version);
    }

    [Theory]
    [InlineData("1", "3")]
    [InlineData(null, null)]
    public async Task Silos_of_older_versions_do_not_stop_the_cluster(string? start, string? end)
    {
        await Enclose("4", start, end);
        var all = await (await Table()).ReadAllAsync();
        Assert.Equal((4, Count), (all.Version.Version, all.Members.Count));
    }

    [Fact]
    public async Task Rows_of_a_version_to_come_are_not_believed()
    {
        await Enclose("4", "5", "5");
        var table = await Table();
        await Assert.ThrowsAsync<InconsistentStateException>(() => table.ReadAllAsync());
    }

    private async Task Enclose(string version, string? start, string? end)
    {
        foreach (var (key, value) in new[] { ("!Start", start), ("VersionRow", version), ("~End", end) })
        {
            var row = new TableEntity(cluster, key) { ["MembershipVersion"] = value };
            await (value is null ? Rows().DeleteEntityAsync(cluster, key) : Rows().UpsertEntityAsync(row));
        }
    }

    private Task<IMembershipTable> Table() => Providers.Membership(azurite.Account(way), cluster);

    private TableClient Rows() => azurite.Account().GetTableClient("MembershipTests");

    private void BetweenPages(int times, Func<int, Task> change)
    {
        var n = 0;
        way.Before = request => request.Query.Contains("NextRowKey", StringComparison.Ordinal) && n < times ? change(++n) : Task.CompletedTask;
    }
}
