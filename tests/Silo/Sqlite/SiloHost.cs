using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RedConnect.Silo;
using RedConnect.Silo.Sqlite;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.Silo.Sqlite;

/// <summary>A real silo on a real SQLite file, with a second storage on the same file that stores plain text.</summary>
internal sealed class SiloHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private SiloHost(WebApplication app) => this.app = app;

    public IServiceProvider Services => app.Services;

    public static async Task<SiloHost> Start(string path)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Store:Path", path), new("urls", "http://127.0.0.1:0")]);
        builder.AddRedConnectSilo();
        builder.UseOrleans(silo => silo.AddAdoNetGrainStorage("plain", storage => storage.Configure<SqliteStore>((options, store) =>
        {
            (options.Invariant, options.ConnectionString) = ("System.Data.SQLite", store.ConnectionString);
            (options.DeleteStateOnClear, options.GrainStorageSerializer) = (true, new PlainText());
        })));
        var app = builder.Build();
        await app.StartAsync();
        return new SiloHost(app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
