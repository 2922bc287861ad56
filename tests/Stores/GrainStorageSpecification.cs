using System.Security.Cryptography;
using Orleans.Storage;

namespace RedConnect.Tests.Stores;

/// <summary>What every store of grain state must do.</summary>
public abstract class GrainStorageSpecification
{
    private readonly GrainId grain = GrainId.Create("memo", Guid.NewGuid().ToString("N"));

    /// <summary>Gets the store.</summary>
    protected abstract IGrainStorage Storage { get; }

    [Fact]
    public async Task State_that_was_never_written_does_not_exist()
    {
        var state = new GrainState<Memo>(new Memo { Text = "left over" }) { RecordExists = true };
        await Storage.ReadStateAsync("memo", grain, state);
        Assert.Equal((false, null, ""), (state.RecordExists, state.ETag, state.State?.Text));
    }

    [Fact]
    public async Task State_is_read_as_it_was_written()
    {
        var written = await Write(grain, "ä 🙂 \0");
        var read = await Read(grain);
        Assert.Equal((true, written.ETag, "ä 🙂 \0"), (read.RecordExists, read.ETag, read.State?.Text));
        Assert.True(written.RecordExists);
    }

    [Fact]
    public async Task A_first_write_only_inserts()
    {
        await Write(grain, "one");
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Write(grain, "two"));
        Assert.Equal("one", (await Read(grain)).State?.Text);
    }

    [Fact]
    public async Task Every_write_has_its_own_etag()
    {
        var state = await Write(grain, "one");
        var etags = new HashSet<string?> { state.ETag };
        foreach (var text in new[] { "two", "three", "three" })
        {
            await Write(grain, text, state);
            etags.Add(state.ETag);
        }

        Assert.Equal(4, etags.Count);
        Assert.DoesNotContain(null, etags);
    }

    [Fact]
    public async Task A_write_from_an_older_state_is_refused_and_changes_nothing()
    {
        await Write(grain, "one");
        var (first, second) = (await Read(grain), await Read(grain));
        await Write(grain, "two", first);
        var etag = second.ETag;
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Write(grain, "three", second));
        Assert.Equal(etag, second.ETag);
        Assert.Equal(("two", first.ETag), ((await Read(grain)).State?.Text, (await Read(grain)).ETag));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_of_many_concurrent_writers_succeeds(bool written)
    {
        if (written)
        {
            await Write(grain, "before");
        }

        var writers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Read(grain)));
        var outcomes = await Task.WhenAll(writers.Select((writer, n) =>
            Record.ExceptionAsync(() => Write(grain, $"writer {n}", writer))));
        var failures = outcomes.OfType<Exception>();
        Assert.All(failures, failure => Assert.IsAssignableFrom<InconsistentStateException>(failure));
        var winner = Assert.Single(Enumerable.Range(0, 20), n => outcomes[n] is null);
        Assert.Equal($"writer {winner}", (await Read(grain)).State?.Text);
    }

    [Fact]
    public async Task Cleared_state_is_gone_and_can_be_written_again()
    {
        var state = await Write(grain, "one");
        var written = state.ETag;
        await Storage.ClearStateAsync("memo", grain, state);
        Assert.Equal((false, ""), (state.RecordExists, state.State?.Text));
        Assert.NotEqual(written, state.ETag);
        Assert.Equal((false, ""), ((await Read(grain)).RecordExists, (await Read(grain)).State?.Text));
        await Write(grain, "two", state);
        Assert.Equal("two", (await Read(grain)).State?.Text);
    }

    [Fact]
    public async Task A_cleared_state_that_was_read_can_be_written()
    {
        await Storage.ClearStateAsync("memo", grain, await Write(grain, "one"));
        await Write(grain, "two", await Read(grain));
        Assert.Equal("two", (await Read(grain)).State?.Text);
    }

    [Fact]
    public async Task Clearing_absent_state_does_nothing()
    {
        await Storage.ClearStateAsync("memo", grain, await Read(grain));
        var state = await Write(grain, "one", await Read(grain));
        await Storage.ClearStateAsync("memo", grain, state);
        await Storage.ClearStateAsync("memo", grain, state);
        Assert.False((await Read(grain)).RecordExists);
    }

    [Fact]
    public async Task A_clear_from_an_older_state_is_refused()
    {
        var state = await Write(grain, "one");
        var older = await Read(grain);
        await Write(grain, "two", state);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.ClearStateAsync("memo", grain, older));
        Assert.Equal("two", (await Read(grain)).State?.Text);
    }

    [Fact]
    public async Task A_state_read_before_it_was_cleared_can_neither_be_written_nor_cleared()
    {
        var state = await Write(grain, "one");
        var (writer, clearer) = (await Read(grain), await Read(grain));
        await Storage.ClearStateAsync("memo", grain, state);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Write(grain, "two", writer));
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Storage.ClearStateAsync("memo", grain, clearer));
        Assert.False((await Read(grain)).RecordExists);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64 * 1024)]
    [InlineData(300_000)]
    public async Task Large_state_comes_back_whole(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        await Storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo { Bytes = bytes }));
        Assert.Equal(bytes, (await Read(grain)).State?.Bytes.ToArray());
    }

    [Fact]
    public async Task Two_states_of_a_grain_are_kept_apart()
    {
        await Write(grain, "memo");
        await Storage.WriteStateAsync("minutes", grain, new GrainState<Memo>(new Memo { Text = "minutes" }));
        Assert.Equal("memo", (await Read(grain)).State?.Text);
        await Storage.ClearStateAsync("memo", grain, await Read(grain));
        var minutes = new GrainState<Memo>();
        await Storage.ReadStateAsync("minutes", grain, minutes);
        Assert.Equal("minutes", minutes.State?.Text);
    }

    protected async Task<GrainState<Memo>> Write(GrainId id, string text, GrainState<Memo>? state = null)
    {
        state ??= new GrainState<Memo>();
        state.State = new Memo { Text = text };
        await Storage.WriteStateAsync("memo", id, state);
        return state;
    }

    protected async Task<GrainState<Memo>> Read(GrainId id)
    {
        var state = new GrainState<Memo>(new Memo());
        await Storage.ReadStateAsync("memo", id, state);
        return state;
    }
}
