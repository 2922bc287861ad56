using System.Net;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;

namespace RedConnect.Tests.AzureStorage.Clustering;

[Collection("azurite")]
public sealed class MembershipTests(Azurite azurite)
{
    private const string TableName = "MembershipTests";
    private static readonly DateTime Now = new(2026, 11, 25, 8, 0, 0, DateTimeKind.Utc);
    private readonly string cluster = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Ten_silos_that_join_at_once_are_all_listed_and_counted()
    {
        var table = await Table();
        await Task.WhenAll(Enumerable.Range(1, 10).Select(n => Join(table, Silo(n))));
        var all = await table.ReadAll();
        Assert.Equal(10, all.Members.Count);
        Assert.Equal(10, all.Version.Version);
        Assert.All(new[] { "VersionRow", "!Start", "~End" }, key => Assert.Equal("10", Row(key).GetString("MembershipVersion")));
    }

    [Fact]
    public async Task A_change_made_from_an_old_version_is_refused()
    {
        var table = await Table();
        var old = (await table.ReadAll()).Version;
        Assert.True(await table.InsertRow(Silo(1), old.Next()));
        Assert.False(await table.InsertRow(Silo(2), old.Next()));
        var (_, etag) = Assert.Single((await table.ReadAll()).Members);
        Assert.False(await table.UpdateRow(Silo(1), etag, old.Next()));
        Assert.True(await table.UpdateRow(Silo(1), etag, (await table.ReadAll()).Version.Next()));
    }

    [Fact]
    public async Task A_silo_is_read_as_it_was_written()
    {
        var table = await Table();
        var silo = Silo(7);
        silo.SuspectTimes = [Tuple.Create(Silo(8).SiloAddress, Now), Tuple.Create(Silo(9).SiloAddress, Now.AddSeconds(1))];
        await Join(table, silo);
        var read = (await table.ReadRow(silo.SiloAddress)).TryGet(silo.SiloAddress)?.Item1;
        Assert.Equal(silo.ToFullString(), read?.ToFullString());
        Assert.Equal("127.0.0.7", Row("127.0.0.7-11111-7").GetString("Address"));
        Assert.Equal("2026-11-25 08:00:00.000 GMT", Row("127.0.0.7-11111-7").GetString("StartTime"));
    }

    [Fact]
    public async Task A_sign_of_life_changes_no_version()
    {
        var table = await Table();
        var silo = Silo(1);
        await Join(table, silo);
        var before = (await table.ReadAll()).Version;
        silo.IAmAliveTime = Now.AddMinutes(5);
        await table.UpdateIAmAlive(silo);
        var after = await table.ReadAll();
        Assert.Equal(before.VersionEtag, after.Version.VersionEtag);
        Assert.Equal(Now.AddMinutes(5), Assert.Single(after.Members).Item1.IAmAliveTime);
    }

    [Fact]
    public async Task Only_silos_long_dead_are_cleaned_up()
    {
        var table = await Table();
        var (dead, alive) = (Silo(1), Silo(2));
        dead.Status = SiloStatus.Dead;
        await Join(table, dead);
        await Join(table, alive);
        await table.CleanupDefunctSiloEntries(Now.AddHours(-1));
        Assert.Equal(2, (await table.ReadAll()).Members.Count);
        await table.CleanupDefunctSiloEntries(Now.AddHours(1));
        Assert.Equal(alive.SiloAddress, Assert.Single((await table.ReadAll()).Members).Item1.SiloAddress);
    }

    [Fact]
    public async Task Clients_are_shown_active_silos_with_a_gateway()
    {
        var table = await Table();
        var (joining, without) = (Silo(2), Silo(3));
        joining.Status = SiloStatus.Joining;
        without.ProxyPort = 0;
        await Join(table, Silo(1));
        await Join(table, joining);
        await Join(table, without);
        var gateways = new AzureGatewayListProvider(
            Options.Create(new AzureStorageGatewayOptions { TableName = TableName, TableServiceClient = azurite.Account() }), Cluster, Options.Create(new GatewayOptions()));
        Assert.Equal(30001, Assert.Single(await gateways.GetGateways()).Port);
    }

    [Fact]
    public async Task A_deleted_cluster_leaves_the_others_alone()
    {
        var table = await Table();
        await Join(table, Silo(1));
        await table.DeleteMembershipTableEntries("another");
        Assert.Single((await table.ReadAll()).Members);
        await table.DeleteMembershipTableEntries(cluster);
        await Assert.ThrowsAsync<OrleansException>(table.ReadAll);
    }

    private IOptions<ClusterOptions> Cluster => Options.Create(new ClusterOptions { ServiceId = "service", ClusterId = cluster });

    private static async Task Join(AzureBasedMembershipTable table, MembershipEntry silo)
    {
        while (!await table.InsertRow(silo, (await table.ReadAll()).Version.Next()))
        {
        }
    }

    private static MembershipEntry Silo(int n) => new()
    {
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Parse($"127.0.0.{n}"), 11111), n),
        HostName = "host",
        SiloName = $"silo{n}",
        RoleName = "role",
        Status = SiloStatus.Active,
        ProxyPort = 30000 + n,
        StartTime = Now,
        IAmAliveTime = Now,
    };

    private async Task<AzureBasedMembershipTable> Table()
    {
        var table = new AzureBasedMembershipTable(
            Options.Create(new AzureStorageClusteringOptions { TableName = TableName, TableServiceClient = azurite.Account() }), Cluster);
        await table.InitializeMembershipTable(true);
        return table;
    }

    private TableEntity Row(string key) => azurite.Account().GetTableClient(TableName).GetEntity<TableEntity>(cluster, key).Value;
}
