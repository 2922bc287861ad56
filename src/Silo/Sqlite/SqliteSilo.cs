using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using RedConnect.Grains;
using RedConnect.Hosting;

namespace RedConnect.Silo.Sqlite;

/// <summary>A silo on one file, alone in its cluster.</summary>
internal static class SqliteSilo
{
    private const string Invariant = "System.Data.SQLite";

    public static void AddSqliteSilo(this IHostApplicationBuilder builder, StoreOptions options, int gatewayPort)
    {
#pragma warning disable CA2000 // Disposed by the container, which hands it to grain storage.
        var store = SqliteStore.Open(Path.Combine(builder.Environment.ContentRootPath, options.Path));
#pragma warning restore CA2000
        builder.Services.AddSingleton(_ => store);
        builder.Services.AddHostedService<StorePurge>();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort(), gatewayPort)
            .AddAdoNetGrainStorage(
                GrainsFeature.StorageName, storage => storage.Configure<SqliteStore, Serializer>(Configure))
            .UseAdoNetReminderService(reminders =>
                (reminders.Invariant, reminders.ConnectionString) = (Invariant, store.ConnectionString)));
    }

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
