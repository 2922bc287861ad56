using Azure;
using Azure.Data.Tables;

namespace RedConnect.Tests.AzureStorage.Clustering;

[Collection("azurite")]
public sealed class MembershipTests(Azurite azurite) : OpenedTable(azurite)
{
    [Fact]
    public async Task A_new_cluster_has_a_version_and_no_silo()
    {
        await Providers.Membership(Azurite.Account(), Cluster);
        var all = await Table.ReadAllAsync();
        Assert.Empty(all.Members);
        Assert.Equal(0, all.Version.Version);
        Assert.All(new[] { "VersionRow", "!Start", "~End" }, key => Assert.Equal("0", Row(key).GetString("MembershipVersion")));
    }

    [Fact]
    public async Task Ten_silos_that_join_at_once_are_all_listed_and_counted()
    {
        await Task.WhenAll(Enumerable.Range(1, 10).Select(n => Table.Join(Silos.Number(n))));
        var all = await Table.ReadAllAsync();
        Assert.Equal(10, all.Members.Count);
        Assert.Equal(10, all.Version.Version);
        Assert.All(new[] { "VersionRow", "!Start", "~End" }, key => Assert.Equal("10", Row(key).GetString("MembershipVersion")));
    }

    [Fact]
    public async Task A_change_made_from_an_old_version_is_refused()
    {
        var old = (await Table.ReadAllAsync()).Version;
        Assert.True(await Table.InsertRowAsync(Silos.Number(1), old.Next()));
        Assert.False(await Table.InsertRowAsync(Silos.Number(2), old.Next()));
        var (_, etag) = Assert.Single((await Table.ReadAllAsync()).Members);
        Assert.False(await Table.UpdateRowAsync(Silos.Number(1), etag, old.Next()));
        Assert.True(await Table.UpdateRowAsync(Silos.Number(1), etag, (await Table.ReadAllAsync()).Version.Next()));
        Assert.False(await Table.InsertRowAsync(Silos.Number(1), (await Table.ReadAllAsync()).Version.Next()));
        Assert.False(await Table.UpdateRowAsync(Silos.Number(3), etag, (await Table.ReadAllAsync()).Version.Next()));
        Assert.Equal(2, (await Table.ReadAllAsync()).Version.Version);
    }

    [Fact]
    public async Task A_silo_is_read_as_it_was_written()
    {
        var silo = Suspected();
        await Table.Join(silo);
        await Table.Join(Silos.Number(8));
        var read = Assert.Single((await Table.ReadRowAsync(silo.SiloAddress)).Members).Item1;
        Assert.Equal(silo.ToFullString(), read.ToFullString());
        Assert.Equal((1, 2, "role"), (read.UpdateZone, read.FaultZone, read.RoleName));
        Assert.Empty((await Table.ReadRowAsync(Silos.Number(9).SiloAddress)).Members);
    }

    /// <summary>Compared with rows that the official provider wrote.</summary>
    [Fact]
    public async Task Rows_have_the_official_form()
    {
        await Table.Join(Suspected());
        Assert.Equal(
            new Dictionary<string, object>
            {
                ["PartitionKey"] = Cluster,
                ["RowKey"] = "127.0.0.7-11111-7",
                ["DeploymentId"] = Cluster,
                ["Address"] = "127.0.0.7",
                ["Port"] = "11111",
                ["Generation"] = "7",
                ["HostName"] = "host",
                ["Status"] = "Active",
                ["ProxyPort"] = "30007",
                ["RoleName"] = "role",
                ["SiloName"] = "silo7",
                ["InstanceName"] = "silo7",
                ["UpdateZone"] = "1",
                ["FaultZone"] = "2",
                ["SuspectingSilos"] = "127.0.0.8:11111@8|127.0.0.9:11111@9",
                ["SuspectingTimes"] = "2026-11-25 08:00:00.000 GMT|2026-11-25 08:00:01.000 GMT",
                ["StartTime"] = "2026-11-25 08:00:00.000 GMT",
                ["IAmAliveTime"] = "2026-11-25 08:00:00.000 GMT",
            },
            Row("127.0.0.7-11111-7").Properties());
        Assert.Equal(
            new Dictionary<string, object> { ["PartitionKey"] = Cluster, ["RowKey"] = "VersionRow", ["DeploymentId"] = Cluster, ["MembershipVersion"] = "1" },
            Row("VersionRow").Properties());
    }

    [Fact]
    public async Task Only_silos_long_dead_are_cleaned_up()
    {
        var (dead, alive) = (Silos.Number(1), Silos.Number(2));
        dead.Status = SiloStatus.Dead;
        dead.SuspectTimes = [Tuple.Create(alive.SiloAddress, Silos.Now.AddHours(1))];
        await Table.Join(dead);
        await Table.Join(alive);
        await Table.CleanupDefunctSiloEntriesAsync(Silos.Now.AddHours(1));
        Assert.Equal(2, (await Table.ReadAllAsync()).Members.Count);
        await Table.CleanupDefunctSiloEntriesAsync(Silos.Now.AddHours(2));
        Assert.Equal(alive.SiloAddress, Assert.Single((await Table.ReadAllAsync()).Members).Item1.SiloAddress);
    }

    [Fact]
    [Trait("official", "differs")]
    public async Task A_silo_whose_row_changes_meanwhile_is_not_cleaned_up()
    {
        using var way = new Faults();
        var cleaning = await Providers.Membership(Azurite.Account(way), Cluster);
        var dead = Silos.Number(1);
        dead.Status = SiloStatus.Dead;
        await Table.Join(dead);
        var sign = new MembershipEntry { SiloAddress = dead.SiloAddress, IAmAliveTime = Silos.Now.AddMinutes(1) };
        way.Before = request => request.Query.Contains("filter", StringComparison.Ordinal) ? Task.CompletedTask : Table.UpdateIAmAliveAsync(sign);
        await cleaning.CleanupDefunctSiloEntriesAsync(Silos.Now.AddHours(1));
        Assert.Single((await Table.ReadAllAsync()).Members);
        way.Before = _ => Task.CompletedTask;
        await cleaning.CleanupDefunctSiloEntriesAsync(Silos.Now.AddHours(1));
        Assert.Empty((await Table.ReadAllAsync()).Members);
    }

    [Fact]
    public async Task A_silo_without_times_was_never_heard()
    {
        await Table.Join(Silos.Number(7));
        var row = Row("127.0.0.7-11111-7");
        await Azurite.Account().GetTableClient("MembershipTests")
            .UpdateEntityAsync(new TableEntity(row) { ["StartTime"] = "", ["IAmAliveTime"] = null }, row.ETag, TableUpdateMode.Replace);
        var silo = Assert.Single((await Table.ReadAllAsync()).Members).Item1;
        Assert.Equal((default, default), (silo.StartTime, silo.IAmAliveTime));
    }

    [Fact]
    public async Task A_table_that_is_gone_is_no_other_writer()
    {
        var name = $"Gone{Cluster}";
        var table = await Providers.Membership(Azurite.Account(), Cluster, name);
        var next = (await table.ReadAllAsync()).Version.Next();
        await Azurite.Account().GetTableClient(name).DeleteAsync();
        await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.InsertRowAsync(Silos.Number(1), next));
        await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.UpdateRowAsync(Silos.Number(1), "*", next));
    }

    [Fact]
    public async Task Clients_are_shown_active_silos_with_a_gateway()
    {
        var (joining, without) = (Silos.Number(2), Silos.Number(3));
        joining.Status = SiloStatus.Joining;
        without.ProxyPort = 0;
        await Table.Join(Silos.Number(1));
        await Table.Join(joining);
        await Table.Join(without);
        var gateways = await Providers.Gateways(Azurite.Account(), Cluster);
        Assert.Equal("gwy.tcp://127.0.0.1:30001/1", Assert.Single(await gateways.GetGateways()).ToString());
        Assert.True(gateways.IsUpdatable);
    }

    [Fact]
    public async Task A_deleted_cluster_leaves_the_others_alone()
    {
        await Table.Join(Silos.Number(1));
        await Table.DeleteMembershipTableEntriesAsync("another");
        Assert.Single((await Table.ReadAllAsync()).Members);
        await Table.DeleteMembershipTableEntriesAsync(Cluster);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Table.ReadAllAsync());
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Table.ReadRowAsync(Silos.Number(1).SiloAddress));
    }

    private static MembershipEntry Suspected()
    {
        var silo = Silos.Number(7);
        silo.SuspectTimes = [Tuple.Create(Silos.Number(8).SiloAddress, Silos.Now), Tuple.Create(Silos.Number(9).SiloAddress, Silos.Now.AddSeconds(1))];
        return silo;
    }

    private TableEntity Row(string key) => Azurite.Account().GetTableClient("MembershipTests").GetEntity<TableEntity>(Cluster, key).Value;
}
