using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Silo.Sqlite;

namespace RedConnect.Silo;

/// <summary>Hosts the grains in this process.</summary>
public static class RedConnectSilo
{
    private const string Invariant = "System.Data.SQLite";

    /// <summary>Adds a silo on the configured store.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="gatewayPort">Where clients of other processes connect; 0 when all are in this one.</param>
    /// <exception cref="StoreInUseException">Another process has the store.</exception>
    public static IHostApplicationBuilder AddRedConnectSilo(this IHostApplicationBuilder builder, int gatewayPort = 0)
    {
        builder.Services.AddOptions<StoreOptions>().BindConfiguration(StoreOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<NearObservers>();
        var options = builder.Configuration.GetSection(StoreOptions.Section).Get<StoreOptions>() ?? new StoreOptions();
#pragma warning disable CA2000 // The host disposes it: grain storage asks the container for it.
        var store = SqliteStore.Open(Path.Combine(builder.Environment.ContentRootPath, options.Path));
#pragma warning restore CA2000
        builder.Services.AddSingleton(_ => store);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort(), gatewayPort, serviceId: "redconnect", clusterId: "embedded")
            .UseSqlite(store.ConnectionString)
            .Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(15)));
        return builder;
    }

    private static ISiloBuilder UseSqlite(this ISiloBuilder silo, string connectionString) => silo
        .AddAdoNetGrainStorage("redconnect", options => options.Configure<SqliteStore, Serializer>(Configure))
        .UseAdoNetReminderService(options =>
        {
            options.Invariant = Invariant;
            options.ConnectionString = connectionString;
        });

    private static void Configure(AdoNetGrainStorageOptions options, SqliteStore store, Serializer serializer)
    {
        options.Invariant = Invariant;
        options.ConnectionString = store.ConnectionString;
        options.DeleteStateOnClear = true;
        options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
