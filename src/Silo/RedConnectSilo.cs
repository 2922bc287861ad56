using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using RedConnect.Grains;
using RedConnect.Hosting;
using RedConnect.Silo.Azure;
using RedConnect.Silo.Sqlite;

namespace RedConnect.Silo;

/// <summary>Hosts the grains in this process.</summary>
public static class RedConnectSilo
{
    /// <summary>
    /// How often a silo reads all reminders again. They only delete what is over, and may be late; one that a silo missed runs after this time (docs/operations.md, "What gives
    /// way first").
    /// </summary>
    private static readonly TimeSpan ReadReminders = TimeSpan.FromHours(1);

    /// <summary>How many rooms and codes of other silos a silo remembers the place of. Orleans keeps room for a million, 19 MB that nothing else may use.</summary>
    private const int PlacesRemembered = 100_000;

    /// <summary>Adds a silo on the configured store.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="embedded">Everything is in this process: no other one connects to this silo.</param>
    /// <exception cref="StoreInUseException">Another process has the store.</exception>
    public static IHostApplicationBuilder AddRedConnectSilo(this IHostApplicationBuilder builder, bool embedded = true)
    {
        var cluster = builder.AddSection<Hosting.ClusterOptions>(Hosting.ClusterOptions.Section);
        var store = builder.AddSection<StoreOptions>(StoreOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddGrains();
        builder.AddDashboard();
        if (store.Kind is StoreKind.Sqlite)
        {
            builder.AddSqliteSilo(store, embedded ? 0 : cluster.GatewayPort);
        }
        else
        {
            builder.AddAzureSilo(store, cluster);
        }

        if (builder.IsTraced())
        {
            builder.UseOrleans(silo => silo.AddActivityPropagation());
        }

        builder.UseOrleans(silo => silo
            .Configure<Orleans.Configuration.ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (cluster.ServiceId, cluster.ClusterId))
            .Configure<SiloMessagingOptions>(messaging =>
            {
                messaging.ResponseTimeout = TimeSpan.FromSeconds(15);
                messaging.ClientDropTimeout = TimeSpan.FromSeconds(20);
            })
            .Configure<ReminderOptions>(reminders => (reminders.RefreshReminderListPeriod, reminders.ReminderLoadingWindow) = (ReadReminders, 2 * ReadReminders))
            .Configure<ClusterMembershipOptions>(membership => WatchEachOther(membership, TimeSpan.FromSeconds(cluster.ProbeSeconds)))
            .KeepRoomsWhereTheyAre());
        return builder;
    }

    /// <summary>docs/decisions/0009.</summary>
    private static void WatchEachOther(ClusterMembershipOptions membership, TimeSpan probe)
    {
        membership.ProbeTimeout = probe;
        membership.MaxProbeTimeout = probe > TimeSpan.FromSeconds(5) ? probe : TimeSpan.FromSeconds(5);
        membership.NumMissedProbesLimit = 2;

        // Two silos that cannot reach each other must not both stay, whatever a third one sees: rooms would be out of reach for some edges.
        membership.EnableIndirectProbes = false;
        membership.NumVotesForDeathDeclaration = 1;

        // What came over a connection in the last ten seconds says nothing about a cable that broke since.
        membership.EnableConnectionLivenessCheck = false;
    }

    /// <summary>
    /// A directory whose parts are handed over when silos come and go; Orleans' own default puts rooms to sleep whose part's silo stops or dies, though nothing happened to
    /// theirs. Nobody waits until a dead silo is surely dead: a room that runs twice for a moment writes with etags (docs/decisions/0011).
    /// </summary>
    private static ISiloBuilder KeepRoomsWhereTheyAre(this ISiloBuilder silo)
    {
#pragma warning disable ORLEANSEXP003 // Called experimental; measured, and left with one line.
        return silo.AddDistributedGrainDirectory().Configure<GrainDirectoryOptions>(directory => (directory.RangeLeaseDuration, directory.CacheSize) = (TimeSpan.Zero, PlacesRemembered));
#pragma warning restore ORLEANSEXP003
    }

    /// <summary>Maps what a silo shows to operators.</summary>
    public static WebApplication MapRedConnectSilo(this WebApplication app)
    {
        app.MapDashboard();
        return app;
    }
}
