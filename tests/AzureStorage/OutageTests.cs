using Azure;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.AzureStorage;

/// <summary>
/// A store that is away is asked as often as the account's client is patient, then whoever asked is told: an <see cref="AggregateException"/> with one
/// <see cref="RequestFailedException"/> without status for each attempt. How long that takes is the client's affair; here it is less than a second,
/// so that being away for longer than anybody waits, and for shorter, takes no minute.
/// </summary>
[Collection("azurite")]
public sealed class OutageTests(Azurite azurite) : IAsyncLifetime
{
    private const int Retries = 3;
    private readonly Faults way = new();
    private readonly GrainId grain = GrainId.Create("memo", Guid.NewGuid().ToString("N"));
    private readonly string cluster = Guid.NewGuid().ToString("N");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        way.Dispose();
        await azurite.Start();
    }

    [Fact]
    public async Task State_outlives_an_outage_that_nobody_waited_for()
    {
        var storage = await Providers.GrainStorage(azurite.Account(way, Retries));
        var state = new GrainState<Memo>(new Memo { Text = "before" });
        await storage.WriteStateAsync("memo", grain, state);
        var etag = state.ETag;
        state.State = new Memo { Text = "during" };

        await azurite.Stop();
        await IsRefused(() => storage.WriteStateAsync("memo", grain, state));
        await IsRefused(() => storage.ClearStateAsync("memo", grain, state));
        await IsRefused(() => storage.ReadStateAsync("memo", grain, state));
        Assert.Equal((true, etag, "during"), (state.RecordExists, state.ETag, state.State.Text));

        await azurite.Start();
        var read = new GrainState<Memo>();
        await storage.ReadStateAsync("memo", grain, read);
        Assert.Equal(("before", etag), (read.State?.Text, read.ETag));
        await storage.WriteStateAsync("memo", grain, state);
        await storage.ReadStateAsync("memo", grain, read);
        Assert.Equal("during", read.State?.Text);
    }

    [Fact]
    [Trait("official", "differs")]
    public async Task Silos_and_reminders_outlive_an_outage_that_nobody_waited_for()
    {
        var account = azurite.Account(way, Retries);
        var (table, gateways, reminders) = (await Providers.Membership(account, cluster), await Providers.Gateways(account, cluster), await Providers.Reminders(account, cluster));
        await table.Join(Silos.Number(1));
        var next = (await table.ReadAllAsync()).Version.Next();
        var reminder = new ReminderEntry { GrainId = grain, ReminderName = "retention", StartAt = Silos.Now, Period = TimeSpan.FromDays(1) };

        await azurite.Stop();
        await IsRefused(() => table.ReadAllAsync());
        await IsRefused(() => table.UpdateIAmAliveAsync(Silos.Number(1)));
        await IsRefused(() => table.InsertRowAsync(Silos.Number(2), next));
        await IsRefused(gateways.GetGateways);
        await IsRefused(() => reminders.UpsertRow(reminder));
        await IsRefused(() => reminders.ReadRows(0, 0));

        await azurite.Start();
        Assert.Single(await gateways.GetGateways());
        Assert.True(await table.InsertRowAsync(Silos.Number(2), next));
        Assert.Equal(2, (await table.ReadAllAsync()).Members.Count);
        Assert.NotNull(await reminders.UpsertRow(reminder));
        Assert.Single((await reminders.ReadRows(0, 0)).Reminders);
    }

    [Fact]
    public async Task Whoever_is_patient_enough_notices_nothing()
    {
        var storage = await Providers.GrainStorage(azurite.Account(way, retries: 1000));
        var state = new GrainState<Memo>(new Memo { Text = "before" });
        await storage.WriteStateAsync("memo", grain, state);
        var (attempts, tried) = (0, new TaskCompletionSource());
        await azurite.Stop();
        way.Before = _ =>
        {
            if (++attempts == 10)
            {
                tried.SetResult();
            }

            return Task.CompletedTask;
        };
        state.State = new Memo { Text = "during" };
        var writing = storage.WriteStateAsync("memo", grain, state);
        await tried.Task;
        Assert.False(writing.IsCompleted);
        await azurite.Start();
        await writing;
        var read = new GrainState<Memo>();
        await storage.ReadStateAsync("memo", grain, read);
        Assert.Equal(("during", state.ETag), (read.State?.Text, read.ETag));
    }

    private async Task IsRefused(Func<Task> request)
    {
        var before = way.Requests;
        var refusal = await Assert.ThrowsAsync<AggregateException>(request);
        Assert.Equal(Retries + 1, way.Requests - before);
        Assert.Equal(Retries + 1, refusal.InnerExceptions.Count);
        Assert.All(refusal.InnerExceptions, attempt => Assert.Equal(0, Assert.IsType<RequestFailedException>(attempt).Status));
    }
}
