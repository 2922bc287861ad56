using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace RedConnect.Tests.Silo.Sqlite;

/// <summary>What every store of ours must do, here SQLite.</summary>
public sealed class SqliteGrainStorageTests : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect");
    private SiloHost? host;

    private string Path => System.IO.Path.Combine(folder.FullName, "store.db");

    private IGrainStorage Storage => (host ?? throw new InvalidOperationException()).Services.GetRequiredKeyedService<IGrainStorage>("redconnect");

    public async Task InitializeAsync() => host = await SiloHost.Start(Path);

    public async Task DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_never_written_does_not_exist()
    {
        var state = await Read("nobody");
        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
    }

    [Fact]
    public async Task What_was_written_is_read()
    {
        await Write("a", "one");
        var state = await Read("a");
        Assert.True(state.RecordExists);
        Assert.Equal("one", state.State?.Text);
    }

    [Fact]
    public async Task A_second_insert_of_the_same_grain_conflicts()
    {
        await Write("a", "one");
        await Assert.ThrowsAsync<InconsistentStateException>(() => Write("a", "two"));
        Assert.Equal("one", (await Read("a")).State?.Text);
    }

    [Fact]
    public async Task Only_the_first_of_two_writers_with_the_same_version_wins()
    {
        await Write("a", "one");
        var first = await Read("a");
        var second = await Read("a");
        await Write("a", first, "two");
        await Assert.ThrowsAsync<InconsistentStateException>(() => Write("a", second, "three"));
        Assert.Equal("two", (await Read("a")).State?.Text);
    }

    [Fact]
    public async Task What_was_cleared_is_gone_and_can_be_written_anew()
    {
        await Write("a", "one");
        var state = await Read("a");
        await Storage.ClearStateAsync("text", Grain("a"), state);
        Assert.False((await Read("a")).RecordExists);
        await Write("a", "again");
        Assert.Equal("again", (await Read("a")).State?.Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(700_000)]
    public async Task Sizes_survive(int length)
    {
        var text = new string('ß', length);
        await Write("large", text);
        Assert.Equal(text, (await Read("large")).State?.Text);
    }

    [Theory]
    [InlineData("with/slash\\and#hash?")]
    [InlineData("ümläut-漢字-🙂")]
    [InlineData("'; DROP TABLE OrleansStorage; --")]
    public async Task Odd_keys_are_kept_apart(string key)
    {
        await Write(key, "odd");
        await Write(key + "x", "other");
        Assert.Equal("odd", (await Read(key)).State?.Text);
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        await Write("a", "one");
        await DisposeAsync();
        host = await SiloHost.Start(Path);
        Assert.Equal("one", (await Read("a")).State?.Text);
    }

    private static GrainId Grain(string key) => GrainId.Create("test", key);

    private Task Write(string key, string value) => Write(key, new GrainState<Note>(), value);

    private Task Write(string key, GrainState<Note> state, string value)
    {
        state.State = new Note { Text = value };
        return Storage.WriteStateAsync("text", Grain(key), state);
    }

    private async Task<GrainState<Note>> Read(string key)
    {
        var state = new GrainState<Note>(new Note());
        await Storage.ReadStateAsync("text", Grain(key), state);
        return state;
    }
}

[GenerateSerializer]
internal sealed class Note
{
    [Id(0)]
    public string Text { get; set; } = "";
}
