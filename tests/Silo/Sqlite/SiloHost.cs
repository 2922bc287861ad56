using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using RedConnect.Silo;

namespace RedConnect.Tests.Silo.Sqlite;

/// <summary>A silo, registered as in production, on a SQLite file.</summary>
internal sealed class SiloHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private SiloHost(WebApplication app) => this.app = app;

    public IServiceProvider Services => app.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <param name="path">The store.</param>
    /// <param name="time">The clock of grains and store; Orleans itself keeps the system's.</param>
    public static async Task<SiloHost> Start(string path, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Store:Path", path), new("urls", "http://127.0.0.1:0")]);
        if (time is not null)
        {
            builder.Services.AddSingleton(time).UseTimeProviderForBackgroundAreas(TimeProvider.System);
        }

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
