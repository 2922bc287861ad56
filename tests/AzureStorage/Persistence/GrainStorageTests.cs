using System.Security.Cryptography;
using Azure.Data.Tables;
using Orleans.Storage;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.AzureStorage.Persistence;

/// <summary>What is particular to Azure tables; all else is in the specification.</summary>
[Collection("azurite")]
public sealed class GrainStorageTests(Azurite azurite)
{
    private const string Table = "GrainStorageTests";
    private const int Largest = 15 * 64 * 1024;
    private const int TextEach = 32 * 1024;

    /// <summary>Compared with rows that the official provider wrote.</summary>
    [Theory]
    [InlineData("room/AB/12#?x", "golden-s_room_AB_12__x")]
    [InlineData("room/a\\b", "golden-s_room_a_b")]
    public async Task Rows_have_the_official_form(string grain, string partition)
    {
        var (storage, id) = (await Storage(text: true), GrainId.Parse(grain, null));
        await storage.ClearStateAsync("room", id, await Read(storage, id, "room"));
        await storage.WriteStateAsync("room", id, new GrainState<Memo>(new Memo { Text = "golden" }));
        Assert.Equal(
            new Dictionary<string, object> { ["PartitionKey"] = partition, ["RowKey"] = "room", ["StringData"] = "golden" },
            (await Row(partition, "room")).Properties());
    }

    [Fact]
    public async Task Bytes_lie_in_properties_of_64_KiB()
    {
        var (storage, grain) = (await Storage(), Grain());
        var bytes = RandomNumberGenerator.GetBytes((2 * 64 * 1024) + 1000);
        await storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo { Bytes = bytes }));
        var row = (await Row($"golden-s_memo_{grain.Key}", "memo")).Properties();
        Assert.Equal(["Data", "Data1", "Data2", "PartitionKey", "RowKey"], row.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((64 * 1024, 64 * 1024), (((byte[])row["Data"]).Length, ((byte[])row["Data1"]).Length));
        Assert.Equal(bytes, (await Read(storage, grain)).State?.Bytes.ToArray());
    }

    [Fact]
    public async Task Grains_of_two_types_are_kept_apart()
    {
        var (storage, one, other) = (await Storage(), Grain(), GrainId.Create("other", "same"));
        await storage.WriteStateAsync("memo", one, new GrainState<Memo>(new Memo { Text = "one" }));
        Assert.False((await Read(storage, GrainId.Create("other", one.Key.ToString() ?? ""))).RecordExists);
        Assert.False((await Read(storage, other)).RecordExists);
    }

    [Fact]
    public async Task A_key_of_1024_characters_is_refused()
    {
        var storage = await Storage();
        await Assert.ThrowsAsync<ArgumentException>(() =>
            storage.WriteStateAsync("memo", GrainId.Create("memo", new string('k', 1024)), new GrainState<Memo>(new Memo())));
    }

    [Theory]
    [InlineData(Largest - 1024)]
    [InlineData(64 * 1024)]
    public async Task State_as_large_as_a_row_comes_back_whole(int size)
    {
        var (storage, grain) = (await Storage(), Grain());
        var bytes = RandomNumberGenerator.GetBytes(size);
        await storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo { Bytes = bytes }));
        Assert.Equal(bytes, (await Read(storage, grain)).State?.Bytes.ToArray());
    }

    [Theory]
    [Trait("official", "differs")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(TextEach - 1)]
    [InlineData(TextEach)]
    public async Task Text_is_never_cut_within_a_character(int before)
    {
        var (storage, grain) = (await Storage(text: true), Grain());
        var text = new string('a', before) + string.Concat(Enumerable.Repeat("🙂", TextEach));
        await storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo { Text = text }));
        Assert.Equal(text, (await Read(storage, grain)).State?.Text);
        Assert.All((await Row($"golden-s_memo_{grain.Key}", "memo")).Properties().Values, part => Assert.InRange(((string)part).Length, 1, TextEach));
    }

    [Theory]
    [Trait("official", "differs")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task State_that_does_not_fit_is_refused_and_the_old_one_stays(bool text)
    {
        var (storage, grain) = (await Storage(text), Grain());
        var state = new GrainState<Memo>(new Memo { Text = "old" });
        await storage.WriteStateAsync("memo", grain, state);
        state.State = new Memo { Text = new string('a', Largest) };
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => storage.WriteStateAsync("memo", grain, state));
        Assert.Equal("old", (await Read(storage, grain)).State?.Text);
    }

    [Fact]
    [Trait("official", "differs")]
    public async Task Bytes_that_are_no_text_are_refused_where_text_is_kept()
    {
        var storage = await Providers.GrainStorage(azurite.Account(), options => options.UseStringFormat = true);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => storage.WriteStateAsync("memo", Grain(), new GrainState<Memo>(new Memo { Bytes = new byte[] { 0xFF, 0xFE } })));
    }

    [Fact]
    public async Task A_change_of_format_leaves_nothing_of_the_other()
    {
        var (bytes, text, grain) = (await Providers.GrainStorage(azurite.Account(), options => options.GrainStorageSerializer = new PlainText()), await Storage(text: true), Grain());
        var state = new GrainState<Memo>(new Memo { Text = "bytes" });
        await bytes.WriteStateAsync("memo", grain, state);
        Assert.Equal("bytes", (await Read(text, grain)).State?.Text);
        state.State = new Memo { Text = "text" };
        await text.WriteStateAsync("memo", grain, state);
        Assert.Equal("text", (await Read(bytes, grain)).State?.Text);
    }

    [Fact]
    public async Task State_that_is_nothing_is_read_as_fresh()
    {
        var (storage, grain) = (await Storage(), Grain());
        await storage.WriteStateAsync("memo", grain, new GrainState<Memo?>(null));
        var read = await Read(storage, grain);
        Assert.NotNull(read.State);
        Assert.False(read.RecordExists);
        Assert.NotNull(read.ETag);
    }

    [Fact]
    public async Task Whoever_has_any_etag_writes_over_all()
    {
        var (storage, grain) = (await Storage(), Grain());
        await storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo { Text = "one" }));
        await storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo { Text = "two" }) { ETag = "*" });
        Assert.Equal("two", (await Read(storage, grain)).State?.Text);
    }

    [Fact]
    public async Task A_conflict_names_the_grain_its_state_and_the_table()
    {
        var (storage, grain) = (await Storage(), Grain());
        await storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo()));
        var conflict = await Assert.ThrowsAsync<TableStorageUpdateConditionNotSatisfiedException>(() => storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo())));
        Assert.Equal(("memo", grain.ToString(), Table), (conflict.GrainType, conflict.GrainId, conflict.TableName));
    }

    [Fact]
    public async Task A_cancelled_request_changes_nothing()
    {
        var (storage, grain) = (await Storage(), Grain());
        var state = new GrainState<Memo>(new Memo { Text = "one" });
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storage.WriteStateAsync("memo", grain, state, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storage.ClearStateAsync("memo", grain, state, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storage.ReadStateAsync("memo", grain, state, cancelled.Token));
        Assert.Equal((null, "one"), (state.ETag, state.State?.Text));
        Assert.False((await Read(storage, grain)).RecordExists);
    }

    private static GrainId Grain() => GrainId.Create("memo", Guid.NewGuid().ToString("N"));

    private static async Task<GrainState<Memo>> Read(AzureTableGrainStorage storage, GrainId grain, string name = "memo")
    {
        var state = new GrainState<Memo>(new Memo());
        await storage.ReadStateAsync(name, grain, state);
        return state;
    }

    private Task<AzureTableGrainStorage> Storage(bool text = false) => Providers.GrainStorage(azurite.Account(), options =>
        (options.UseStringFormat, options.GrainStorageSerializer) = (text, text ? new PlainText() : Providers.Bytes));

    private async Task<TableEntity> Row(string partition, string row) => await azurite.Account().GetTableClient(Table).GetEntityAsync<TableEntity>(partition, row);
}
