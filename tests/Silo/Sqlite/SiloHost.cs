using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using RedConnect.Silo;

namespace RedConnect.Tests.Silo.Sqlite;

/// <summary>A silo, registered as in production, on a SQLite file.</summary>
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
