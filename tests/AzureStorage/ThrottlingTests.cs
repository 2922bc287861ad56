using System.Net;
using Azure;
using Orleans.Storage;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.AzureStorage;

/// <summary>
/// A refused request is tried again with growing pauses. A write whose answer was lost was made: tried again it finds itself, which looks as if
/// somebody else had come first. Callers are told so and read again, as they must after any conflict.
/// </summary>
[Collection("azurite")]
public sealed class ThrottlingTests(Azurite azurite) : IDisposable
{
    private readonly Faults faults = new();
    private readonly GrainId grain = GrainId.Create("memo", Guid.NewGuid().ToString("N"));
    private readonly string service = Guid.NewGuid().ToString("N");

    public void Dispose() => faults.Dispose();

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task A_refused_read_is_tried_again_and_in_the_end_given_up(int status)
    {
        var storage = await Storage();
        faults.Status = status;
        faults.Refuse(4);
        Assert.False((await Read(storage)).RecordExists);
        faults.Refuse(5);
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Read(storage));
        Assert.Equal(status, refusal.Status);
        Assert.True(storage.DecodeException(refusal, out var decoded, out _));
        Assert.Equal((HttpStatusCode)status, decoded);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_write_that_was_not_made_is_tried_again(int status)
    {
        var storage = await Storage();
        faults.Status = status;
        var state = new GrainState<Memo>(new Memo { Text = "one" });
        foreach (var text in new[] { "one", "two" })
        {
            state.State = new Memo { Text = text };
            faults.Refuse(4);
            await storage.WriteStateAsync("memo", grain, state);
            Assert.Equal((text, state.ETag), ((await Read(storage)).State?.Text, (await Read(storage)).ETag));
        }

        faults.Refuse(4);
        await storage.ClearStateAsync("memo", grain, state);
        Assert.False((await Read(storage)).RecordExists);
    }

    [Fact]
    public async Task A_write_that_is_given_up_leaves_the_writer_as_it_was()
    {
        var storage = await Storage();
        var state = new GrainState<Memo>(new Memo { Text = "one" });
        await storage.WriteStateAsync("memo", grain, state);
        var etag = state.ETag;
        state.State = new Memo { Text = "two" };
        faults.Refuse(5);
        await Assert.ThrowsAsync<RequestFailedException>(() => storage.WriteStateAsync("memo", grain, state));
        Assert.Equal((true, etag, "two"), (state.RecordExists, state.ETag, state.State.Text));
        await storage.WriteStateAsync("memo", grain, state);
        Assert.Equal("two", (await Read(storage)).State?.Text);
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_found_when_read_again()
    {
        var storage = await Storage();
        faults.CarriedOut = true;
        var state = new GrainState<Memo>(new Memo());
        foreach (var text in new[] { "inserted", "replaced" })
        {
            state.State = new Memo { Text = text };
            faults.Refuse(1);
            await Assert.ThrowsAsync<TableStorageUpdateConditionNotSatisfiedException>(() => storage.WriteStateAsync("memo", grain, state));
            await storage.ReadStateAsync("memo", grain, state);
            Assert.Equal((true, text), (state.RecordExists, state.State?.Text));
        }

        faults.Refuse(1);
        await Assert.ThrowsAsync<TableStorageUpdateConditionNotSatisfiedException>(() => storage.ClearStateAsync("memo", grain, state));
        Assert.False((await Read(storage)).RecordExists);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_silo_joins_through_a_busy_account(bool carriedOut)
    {
        var table = await Providers.Membership(azurite.Account(faults), service);
        var next = (await table.ReadAllAsync()).Version.Next();
        faults.CarriedOut = carriedOut;
        faults.Refuse(1);
        Assert.Equal(!carriedOut, await table.InsertRowAsync(Silos.Number(1), next));
        var all = await table.ReadAllAsync();
        Assert.Equal(Silos.Number(1).SiloAddress, Assert.Single(all.Members).Item1.SiloAddress);
        Assert.Equal(1, all.Version.Version);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reminders_are_written_and_removed_on_a_busy_account(bool carriedOut)
    {
        var table = await Providers.Reminders(azurite.Account(faults), service);
        faults.CarriedOut = carriedOut;
        faults.Refuse(4);
        var etag = await table.UpsertRow(new ReminderEntry { GrainId = grain, ReminderName = "retention", StartAt = Silos.Now, Period = TimeSpan.FromDays(1) });
        Assert.Equal(etag, (await table.ReadRow(grain, "retention"))?.ETag);
        faults.Refuse(1);
        Assert.Equal(!carriedOut, await table.RemoveRow(grain, "retention", etag ?? ""));
        Assert.Null(await table.ReadRow(grain, "retention"));
    }

    private Task<AzureTableGrainStorage> Storage() => Providers.GrainStorage(azurite.Account(faults));

    private async Task<GrainState<Memo>> Read(AzureTableGrainStorage storage)
    {
        var state = new GrainState<Memo>(new Memo());
        await storage.ReadStateAsync("memo", grain, state);
        return state;
    }
}
