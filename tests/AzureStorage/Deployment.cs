using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RedConnect.Hosting;
using RedConnect.Silo;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.AzureStorage;

/// <summary>A silo and a client, registered as in production, on tables behind a <see cref="StoreProxy"/>.</summary>
public sealed class Deployment : IAsyncLifetime
{
    private readonly string name = $"c{Guid.NewGuid():N}";
    private StoreProxy? store;
    private IHost? silo;
    private IHost? client;

    /// <summary>The silo's services.</summary>
    public IServiceProvider Silo => Started(silo).Services;

    /// <summary>The client's grain factory.</summary>
    public IGrainFactory Grains => Started(client).Services.GetRequiredService<IGrainFactory>();

    internal StoreProxy Store => Started(store);

    public async Task InitializeAsync()
    {
        store = await StoreProxy.Start(await Azurite.Start());
        await Start();
    }

    /// <summary>A planned stop, then a start on the same store.</summary>
    public async Task Restart()
    {
        await Stop();
        await Start();
    }

    public async Task DisposeAsync()
    {
        await Stop();
        await Store.DisposeAsync();
    }

    private static T Started<T>(T? part) =>
        part ?? throw new InvalidOperationException("The deployment has not started.");

    private static async Task Stop(IHost? host)
    {
        await Started(host).StopAsync();
        Started(host).Dispose();
    }

    private async Task Start()
    {
        silo = Host(builder => builder.AddRedConnectSilo(embedded: false));
        await silo.StartAsync();
        client = Host(builder => builder.AddClusterClient());
        await client.StartAsync();
    }

    private async Task Stop()
    {
        await Stop(client);
        await Stop(silo);
    }

    private IHost Host(Action<IHostApplicationBuilder> add)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Store:Kind", "Azure"),
            new("Store:ConnectionString", Store.ConnectionString),
            new("Cluster:ServiceId", name),
            new("Cluster:ClusterId", name),
            new("Cluster:SiloPort", Ports.Free().ToString(CultureInfo.InvariantCulture)),
            new("Cluster:GatewayPort", Ports.Free().ToString(CultureInfo.InvariantCulture)),
        ]);
        add(builder);
        return builder.Build();
    }
}

/// <summary>One deployment for all tests, used by one at a time.</summary>
[CollectionDefinition("deployment")]
public sealed class DeploymentCollection : ICollectionFixture<Deployment>;
