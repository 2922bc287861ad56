using Azure;
using Azure.Data.Tables;

namespace RedConnect.Tests.AzureStorage.Clustering;

[Collection("azurite")]
public sealed class MembershipTests(Azurite azurite) : IAsyncLifetime
{
    private readonly string cluster = Guid.NewGuid().ToString("N");
    private IMembershipTable? opened;

    private IMembershipTable Table => opened ?? throw new InvalidOperationException();

    public async Task InitializeAsync() => opened = await Providers.Membership(azurite.Account(), cluster);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_new_cluster_has_a_version_and_no_silo()
    {
        await Providers.Membership(azurite.Account(), cluster);
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
                ["PartitionKey"] = cluster,
                ["RowKey"] = "127.0.0.7-11111-7",
                ["DeploymentId"] = cluster,
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
            new Dictionary<string, object> { ["PartitionKey"] = cluster, ["RowKey"] = "VersionRow", ["DeploymentId"] = cluster, ["MembershipVersion"] = "1" },
            Row("VersionRow").Properties());
    }

    [Fact]
    public async Task A_sign_of_life_changes_no_version_and_nothing_else()
    {
        var silo = Silos.Number(1);
        await Table.Join(silo);
        var before = (await Table.ReadAllAsync()).Version;
        await Table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = silo.SiloAddress, IAmAliveTime = Silos.Now.AddMinutes(5) });
        var after = await Table.ReadAllAsync();
        Assert.Equal(before.VersionEtag, after.Version.VersionEtag);
        silo.IAmAliveTime = Silos.Now.AddMinutes(5);
        Assert.Equal(silo.ToFullString(), Assert.Single(after.Members).Item1.ToFullString());
    }

    [Fact]
    public async Task A_sign_of_life_does_not_stand_in_the_way_of_a_verdict()
    {
        var silo = Silos.Number(1);
        await Table.Join(silo);
        var before = await Table.ReadAllAsync();
        await Table.UpdateIAmAliveAsync(silo);
        silo.Status = SiloStatus.Dead;
        Assert.True(await Table.UpdateRowAsync(silo, Assert.Single(before.Members).Item2, before.Version.Next()));
        Assert.Equal(SiloStatus.Dead, Assert.Single((await Table.ReadAllAsync()).Members).Item1.Status);
    }

    [Fact]
    [Trait("official", "differs")]
    public async Task A_verdict_on_what_a_silo_is_no_longer_is_refused_though_the_version_is_new()
    {
        var silo = Silos.Number(1);
        await Table.Join(silo);
        var read = Assert.Single((await Table.ReadAllAsync()).Members).Item2;
        silo.Status = SiloStatus.ShuttingDown;
        Assert.True(await Table.UpdateRowAsync(silo, read, (await Table.ReadAllAsync()).Version.Next()));
        silo.Status = SiloStatus.Dead;
        var before = await Table.ReadAllAsync();
        Assert.False(await Table.UpdateRowAsync(silo, read, before.Version.Next()));
        var after = await Table.ReadAllAsync();
        Assert.Equal((before.Version.VersionEtag, SiloStatus.ShuttingDown), (after.Version.VersionEtag, Assert.Single(after.Members).Item1.Status));
    }

    [Fact]
    [Trait("official", "differs")]
    public async Task A_sign_of_life_is_taken_back_by_nothing_that_knows_only_an_older_one()
    {
        var (silo, late) = (Silos.Number(1), Silos.Now.AddMinutes(5));
        await Table.Join(silo);
        await Table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = silo.SiloAddress, IAmAliveTime = late });
        await Table.UpdateIAmAliveAsync(silo);
        Assert.Equal(late, Assert.Single((await Table.ReadAllAsync()).Members).Item1.IAmAliveTime);
        silo.Status = SiloStatus.Dead;
        var read = await Table.ReadAllAsync();
        Assert.True(await Table.UpdateRowAsync(silo, Assert.Single(read.Members).Item2, read.Version.Next()));
        Assert.Equal((SiloStatus.Dead, late), Assert.Single((await Table.ReadAllAsync()).Members).Item1 is var now ? (now.Status, now.IAmAliveTime) : default);
    }

    [Fact]
    [Trait("official", "differs")]
    public async Task A_sign_of_life_of_a_silo_that_is_not_listed_any_more_is_nothing()
    {
        await Table.UpdateIAmAliveAsync(Silos.Number(1));
        Assert.Empty((await Table.ReadAllAsync()).Members);
    }

    [Fact]
    [Trait("official", "differs")]
    public async Task A_verdict_during_which_signs_of_life_come_is_spoken_again_until_it_is_heard()
    {
        using var way = new Faults();
        var judging = await Providers.Membership(azurite.Account(way), cluster);
        var silo = Silos.Number(1);
        await Table.Join(silo);
        var before = await Table.ReadAllAsync();
        var signs = 0;
        way.Before = request => request.AbsolutePath.EndsWith("$batch", StringComparison.Ordinal) && ++signs < 3
            ? Table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = silo.SiloAddress, IAmAliveTime = Silos.Now.AddMinutes(signs) })
            : Task.CompletedTask;
        silo.Status = SiloStatus.Dead;
        Assert.True(await judging.UpdateRowAsync(silo, Assert.Single(before.Members).Item2, before.Version.Next()));
        Assert.Equal((SiloStatus.Dead, Silos.Now.AddMinutes(2)), Assert.Single((await Table.ReadAllAsync()).Members).Item1 is var now ? (now.Status, now.IAmAliveTime) : default);
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
        var cleaning = await Providers.Membership(azurite.Account(way), cluster);
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
        await azurite.Account().GetTableClient("MembershipTests")
            .UpdateEntityAsync(new TableEntity(row) { ["StartTime"] = "", ["IAmAliveTime"] = null }, row.ETag, TableUpdateMode.Replace);
        var silo = Assert.Single((await Table.ReadAllAsync()).Members).Item1;
        Assert.Equal((default, default), (silo.StartTime, silo.IAmAliveTime));
    }

    [Fact]
    public async Task A_table_that_is_gone_is_no_other_writer()
    {
        var name = $"Gone{cluster}";
        var table = await Providers.Membership(azurite.Account(), cluster, name);
        var next = (await table.ReadAllAsync()).Version.Next();
        await azurite.Account().GetTableClient(name).DeleteAsync();
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
        var gateways = await Providers.Gateways(azurite.Account(), cluster);
        Assert.Equal("gwy.tcp://127.0.0.1:30001/1", Assert.Single(await gateways.GetGateways()).ToString());
        Assert.True(gateways.IsUpdatable);
    }

    [Fact]
    public async Task A_deleted_cluster_leaves_the_others_alone()
    {
        await Table.Join(Silos.Number(1));
        await Table.DeleteMembershipTableEntriesAsync("another");
        Assert.Single((await Table.ReadAllAsync()).Members);
        await Table.DeleteMembershipTableEntriesAsync(cluster);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Table.ReadAllAsync());
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Table.ReadRowAsync(Silos.Number(1).SiloAddress));
    }

    private static MembershipEntry Suspected()
    {
        var silo = Silos.Number(7);
        silo.SuspectTimes = [Tuple.Create(Silos.Number(8).SiloAddress, Silos.Now), Tuple.Create(Silos.Number(9).SiloAddress, Silos.Now.AddSeconds(1))];
        return silo;
    }

    private TableEntity Row(string key) => azurite.Account().GetTableClient("MembershipTests").GetEntity<TableEntity>(cluster, key).Value;
}
