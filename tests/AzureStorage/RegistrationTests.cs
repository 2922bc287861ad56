using System.Security.Cryptography;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using RedConnect.Grains;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.AzureStorage;

/// <summary>What <c>AddRedConnectSilo</c> and <c>AddClusterClient</c> register on Azure tables.</summary>
[Collection("deployment")]
public sealed class RegistrationTests(Deployment deployment)
{
    private readonly string key = Guid.NewGuid().ToString("N");

    private INoteGrain Note => deployment.Grains.GetGrain<INoteGrain>(key);

    [Fact]
    public async Task A_silo_and_a_client_find_each_other_through_the_store()
    {
        var hosts = await deployment.Grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
        Assert.Equal(deployment.Silo.GetRequiredService<ILocalSiloDetails>().SiloAddress, Assert.Single(hosts).Key);
    }

    [Fact]
    public async Task State_larger_than_one_column_survives_a_restart()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        await Note.Write(new Memo { Bytes = bytes });
        await deployment.Restart();
        Assert.Equal(bytes, (await Note.Read()).Bytes.ToArray());
    }

    [Fact]
    public async Task Cleared_state_leaves_no_row()
    {
        await Note.Write(new Memo { Text = "written" });
        Assert.Single(Rows("OrleansGrainState"));
        await Note.Clear();
        Assert.Empty(Rows("OrleansGrainState"));
    }

    [Fact]
    public async Task A_reminder_arrives_and_leaves_no_row_when_it_is_taken_back()
    {
        await Note.Remind("retention");
        Assert.Equal("retention", await Note.Reminded());
        Assert.Single(Rows("OrleansReminders"));
        await Note.Forget("retention");
        Assert.Empty(Rows("OrleansReminders"));
    }

    [Fact]
    public async Task A_concurrent_write_is_reported_as_a_conflict_and_read_again()
    {
        await Note.Write(new Memo { Text = "ours" });
        var storage = deployment.Silo.GetRequiredKeyedService<IGrainStorage>(GrainsFeature.StorageName);
        var (grain, state) = (GrainId.Create("note", key), new GrainState<Memo>());
        await storage.ReadStateAsync("note", grain, state);
        state.State = new Memo { Text = "theirs" };
        await storage.WriteStateAsync("note", grain, state);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Note.Write(new Memo { Text = "ours again" }));
        Assert.Equal("theirs", (await Note.Read()).Text);
        await Note.Write(new Memo { Text = "after reading" });
        Assert.Equal("after reading", (await Note.Read()).Text);
    }

    private IEnumerable<TableEntity> Rows(string table) => deployment.Store.Table(table).Query<TableEntity>()
        .Where(row => $"{row.PartitionKey} {row.RowKey}".Contains(key, StringComparison.Ordinal));
}
