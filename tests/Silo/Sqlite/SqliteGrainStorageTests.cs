using Orleans.Storage;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.Silo.Sqlite;

public sealed class SqliteGrainStorageTests(SqliteFile file) : GrainStorageSpecification, IClassFixture<SqliteFile>
{
    protected override IGrainStorage Storage => file.Keyed<IGrainStorage>("redconnect");

    protected override IGrainStorage PlainStorage => file.Keyed<IGrainStorage>("plain");

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        var grain = GrainId.Create("memo", "kept");
        await Storage.WriteStateAsync("memo", grain, new GrainState<Memo>(new Memo { Text = "kept" }));
        await file.Restart();
        var state = new GrainState<Memo>();
        await Storage.ReadStateAsync("memo", grain, state);
        Assert.Equal("kept", state.State?.Text);
    }
}
