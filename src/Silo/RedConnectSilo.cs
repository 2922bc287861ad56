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
    /// How often a silo reads all its reminders. They only delete what is over and may be late; one that a silo missed
    /// runs after this time (docs/operations.md, "What gives way first").
    /// </summary>
    private static readonly TimeSpan ReminderRefresh = TimeSpan.FromHours(1);

    /// <summary>Entries of the grain directory's cache. Orleans allocates for a million, 19 MB per process.</summary>
    private const int DirectoryCacheSize = 100_000;

    /// <summary>Adds a silo on the configured store.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="embedded">Whether everything runs in this process, so that no client connects to this silo.</param>
    /// <exception cref="StoreInUseException">Another process has opened the store.</exception>
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
            .Configure<Orleans.Configuration.ClusterOptions>(options =>
                (options.ServiceId, options.ClusterId) = (cluster.ServiceId, cluster.ClusterId))
            .Configure<SiloMessagingOptions>(ConfigureMessaging)
            .Configure<ReminderOptions>(ConfigureReminders)
            .Configure<ClusterMembershipOptions>(membership =>
                ConfigureMembership(membership, TimeSpan.FromSeconds(cluster.ProbeSeconds)))
            .Configure<GrainDirectoryOptions>(directory => directory.CacheSize = DirectoryCacheSize));
        return builder;
    }

    private static void ConfigureMessaging(SiloMessagingOptions messaging)
    {
        messaging.ResponseTimeout = Hosting.ClusterOptions.ResponseTimeout;
        messaging.ClientDropTimeout = TimeSpan.FromSeconds(20);
    }

    private static void ConfigureReminders(ReminderOptions reminders)
    {
        reminders.RefreshReminderListPeriod = ReminderRefresh;
        reminders.ReminderLoadingWindow = 2 * ReminderRefresh;
    }

    /// <summary>Reasons and measurements: docs/decisions/0009.</summary>
    private static void ConfigureMembership(ClusterMembershipOptions membership, TimeSpan probe)
    {
        // Orleans adapts the timeout to measured response times. Below the configured time, short pauses would evict.
        (membership.ProbeTimeout, membership.MinProbeTimeout) = (probe, probe);
        membership.NumMissedProbesLimit = 2;

        // Of two silos that cannot reach each other one must go, even if a third one reaches both.
        membership.EnableIndirectProbes = false;
        membership.NumVotesForDeathDeclaration = 1;

        // A message received within the last seconds does not prove that the network still works.
        membership.EnableConnectionLivenessCheck = false;
    }

    /// <summary>Maps the operator pages of a silo.</summary>
    public static WebApplication MapRedConnectSilo(this WebApplication app)
    {
        app.MapDashboard();
        return app;
    }
}
