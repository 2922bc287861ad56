using Microsoft.Extensions.DependencyInjection;

namespace RedConnect.Tests.Silo.Sqlite;

/// <summary>A SQLite file and the silo that has it open.</summary>
public sealed class SqliteFile : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect");
    private SiloHost? host;

    internal IServiceProvider Services => (host ?? throw new InvalidOperationException()).Services;

    public async Task InitializeAsync() => host = await SiloHost.Start(Path.Combine(folder.FullName, "store.db"));

    /// <summary>Replaces the silo by another one on the same file.</summary>
    public async Task Restart()
    {
        await Close();
        await InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await Close();
        folder.Delete(recursive: true);
    }

    internal T Keyed<T>(string name)
        where T : notnull => Services.GetRequiredKeyedService<T>(name);

    private ValueTask Close() => host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
