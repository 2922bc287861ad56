using System.Security.Cryptography;
using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace RedConnect.Tests.AzureStorage.Persistence;

[Collection("azurite")]
public sealed class GrainStorageTests(Azurite azurite)
{
    private const string Table = "GrainStorageTests";
    private const int Largest = 15 * 64 * 1024;
    private static readonly IServiceProvider Services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    [Fact]
    public async Task What_is_written_is_read_again()
    {
        var (storage, grain) = (await Storage(), Grain());
        var written = new GrainState<Memo>(new Memo { Text = "ä 🙂", Bytes = new byte[] { 1, 2 } });
        await storage.WriteStateAsync("memo", grain, written);
        var read = await Read(storage, grain);
        Assert.True(read.RecordExists);
        Assert.Equal(("ä 🙂", written.ETag), (Text(read), read.ETag));
    }

    [Fact]
    public async Task What_was_never_written_is_empty()
    {
        var read = await Read(await Storage(), Grain());
        Assert.Equal((false, "", null), (read.RecordExists, Text(read), read.ETag));
    }

    [Theory]
    [InlineData("room/AB/12#?x", "golden-s_room_AB_12__x")]
    [InlineData("room/a\\b", "golden-s_room_a_b")]
    [InlineData("room/\u0001\u009f", "golden-s_room___")]
    public async Task Rows_have_the_official_keys(string grain, string partition)
    {
        var storage = await Storage();
        await storage.WriteStateAsync("room", GrainId.Parse(grain, null), new GrainState<Memo>(new Memo { Text = "golden" }));
        var row = await azurite.Account().GetTableClient(Table).GetEntityAsync<TableEntity>(partition, "room");
        Assert.IsType<byte[]>(row.Value["Data"]);
    }

    [Theory]
    [InlineData(400, 'k')]
    [InlineData(100, 'ü')]
    public async Task Long_and_foreign_keys_are_kept_apart(int length, char letter)
    {
        var storage = await Storage();
        var grain = GrainId.Create("memo", new string(letter, length) + Guid.NewGuid().ToString("N"));
        await storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo { Text = "long" }));
        Assert.Equal("long", Text(await Read(storage, grain)));
    }

    [Fact]
    public async Task A_key_of_1024_characters_is_refused()
    {
        var storage = await Storage();
        await Assert.ThrowsAsync<ArgumentException>(() =>
            storage.WriteStateAsync("memo", GrainId.Create("memo", new string('k', 1024)), new GrainState<Memo>(new Memo())));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64 * 1024)]
    [InlineData(Largest - 1024)]
    public async Task Large_state_comes_back_whole(int size)
    {
        var (storage, grain) = (await Storage(), Grain());
        var bytes = RandomNumberGenerator.GetBytes(size);
        await storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo { Bytes = bytes }));
        Assert.Equal(bytes, (await Read(storage, grain)).State?.Bytes.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task State_that_does_not_fit_is_refused_and_the_old_one_stays(bool asText)
    {
        var (storage, grain) = (await Storage(asText: asText), Grain());
        var state = new GrainState<Memo>(new Memo { Text = "old" });
        await storage.WriteStateAsync("memo", grain, state);
        state.State = new Memo { Bytes = new byte[Largest] };
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => storage.WriteStateAsync("memo", grain, state));
        Assert.Equal("old", Text(await Read(storage, grain)));
    }

    [Fact]
    public async Task Of_many_writers_of_the_same_state_one_wins()
    {
        var (storage, grain) = (await Storage(), Grain());
        await storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo()));
        var writers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Read(storage, grain)));
        var outcomes = await Task.WhenAll(writers.Select(async writer => await Record.ExceptionAsync(() => storage.WriteStateAsync("memo", grain, writer))));
        Assert.Single(outcomes, failure => failure is null);
        Assert.All(outcomes.OfType<Exception>(), failure => Assert.IsAssignableFrom<InconsistentStateException>(failure));
    }

    [Fact]
    public async Task Two_first_writers_do_not_overwrite_each_other()
    {
        var (storage, grain) = (await Storage(), Grain());
        await storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo()));
        await Assert.ThrowsAsync<TableStorageUpdateConditionNotSatisfiedException>(() =>
            storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo())));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cleared_state_reads_as_none_and_can_be_written_again(bool delete)
    {
        var (storage, grain) = (await Storage(delete), Grain());
        var state = new GrainState<Memo>(new Memo { Text = "gone" });
        await storage.WriteStateAsync("memo", grain, state);
        await storage.ClearStateAsync("memo", grain, state);
        var read = await Read(storage, grain);
        Assert.Equal((false, "", delete), (read.RecordExists, Text(read), read.ETag is null));
        await storage.WriteStateAsync("memo", grain, read);
        Assert.True((await Read(storage, grain)).RecordExists);
    }

    [Fact]
    public async Task Whoever_read_an_older_state_cannot_clear_it()
    {
        var (storage, grain) = (await Storage(), Grain());
        var state = new GrainState<Memo>(new Memo());
        await storage.WriteStateAsync("memo", grain, state);
        var older = await Read(storage, grain);
        await storage.WriteStateAsync("memo", grain, state);
        await Assert.ThrowsAsync<TableStorageUpdateConditionNotSatisfiedException>(() => storage.ClearStateAsync("memo", grain, older));
        await storage.ClearStateAsync("memo", grain, state);
        await Assert.ThrowsAsync<TableStorageUpdateConditionNotSatisfiedException>(() => storage.ClearStateAsync("memo", grain, older));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_throttled_request_is_tried_again_and_in_the_end_given_up(int status)
    {
        using var throttling = new Throttling { Status = status };
        var (storage, grain) = (await Storage(transport: throttling), Grain());
        throttling.Refuse(3);
        Assert.False((await Read(storage, grain)).RecordExists);
        throttling.Refuse(100);
        await Assert.ThrowsAsync<RequestFailedException>(() => Read(storage, grain));
        throttling.Refuse(0);
    }

    private static string? Text(GrainState<Memo> read) => read.State?.Text;

    private static GrainId Grain() => GrainId.Create("memo", Guid.NewGuid().ToString("N"));

    private static async Task<GrainState<Memo>> Read(AzureTableGrainStorage storage, GrainId grain)
    {
        var state = new GrainState<Memo>(new Memo());
        await storage.ReadStateAsync("memo", grain, state);
        return state;
    }

    private async Task<AzureTableGrainStorage> Storage(bool delete = true, bool asText = false, HttpPipelineTransport? transport = null)
    {
        await azurite.Account().GetTableClient(Table).CreateIfNotExistsAsync();
        return new AzureTableGrainStorage(
            "test",
            new AzureTableStorageOptions
            {
                TableName = Table,
                TableServiceClient = azurite.Account(transport),
                DeleteStateOnClear = delete,
                UseStringFormat = asText,
                GrainStorageSerializer = asText
                    ? new JsonText()
                    : new OrleansGrainStorageSerializer(Services.GetRequiredService<Serializer>()),
            },
            Options.Create(new ClusterOptions { ServiceId = "golden-s", ClusterId = "golden-c" }),
            Services.GetRequiredService<IActivatorProvider>());
    }

    private sealed class JsonText : IGrainStorageSerializer
    {
        public BinaryData Serialize<T>(T? input) => BinaryData.FromObjectAsJson(input);

        public T Deserialize<T>(BinaryData input) => input.ToObjectFromJson<T>() ?? throw new InvalidOperationException("The state was null.");
    }
}
