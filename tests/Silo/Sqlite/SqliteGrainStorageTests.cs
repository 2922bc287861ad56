using Orleans.Storage;
using RedConnect.Grains;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.Silo.Sqlite;

public sealed class SqliteGrainStorageTests(SqliteFile file) : GrainStorageSpecification, IClassFixture<SqliteFile>
{
    protected override IGrainStorage Storage => file.Keyed<IGrainStorage>(GrainsFeature.StorageName);

    [Fact]
    public async Task State_survives_a_restart()
    {
        var grain = GrainId.Create("memo", "kept");
        await Storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo { Text = "kept" }));
        await file.Restart();
        var state = new GrainState<Memo>();
        await Storage.ReadStateAsync("memo", grain, state);
        Assert.Equal("kept", state.State?.Text);
    }

    /// <summary>The statements are ours (schema.sql).</summary>
    [Theory]
    [InlineData("with/slash\\and#hash?")]
    [InlineData("ümläut-漢字-🙂 %20+&=")]
    [InlineData("'; DROP TABLE OrleansStorage; --")]
    [InlineData("long", 400)]
    public async Task Odd_keys_are_kept_apart(string key, int length = 0)
    {
        var odd = GrainId.Create("memo", $"{Guid.NewGuid():N}{key}".PadRight(length, 'k'));
        var other = GrainId.Create("memo", $"{odd.Key}x");
        await Write(odd, "odd");
        await Write(other, "other");
        Assert.Equal(("odd", "other"), ((await Read(odd)).State?.Text, (await Read(other)).State?.Text));
    }
}
