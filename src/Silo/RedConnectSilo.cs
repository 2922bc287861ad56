using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using RedConnect.Grains.Contracts;
using RedConnect.Hosting;
using RedConnect.Silo.Azure;
using RedConnect.Silo.Sqlite;

namespace RedConnect.Silo;

/// <summary>Hosts the grains in this process.</summary>
public static class RedConnectSilo
{
    /// <summary>Adds a silo on the configured store.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="embedded">Everything is in this process: no other one connects to this silo.</param>
    /// <exception cref="StoreInUseException">Another process has the store.</exception>
    public static IHostApplicationBuilder AddRedConnectSilo(this IHostApplicationBuilder builder, bool embedded = true)
    {
        var cluster = builder.Options<Hosting.ClusterOptions>(Hosting.ClusterOptions.Section);
        var store = builder.Options<StoreOptions>(StoreOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddGrains();
        builder.AddDashboard();
        QuietStart.AddTo(builder);
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
            .Configure<ClusterMembershipOptions>(membership =>
            {
                membership.ProbeTimeout = TimeSpan.FromSeconds(cluster.ProbeSeconds);
                membership.MaxProbeTimeout = TimeSpan.FromSeconds(Math.Max(5, cluster.ProbeSeconds));

                // Two silos that cannot reach each other must not both stay, whatever a third one sees: rooms would be out of reach for some edges.
                membership.EnableIndirectProbes = false;
                membership.NumVotesForDeathDeclaration = 1;
            }));
        return builder;
    }

    /// <summary>Maps what a silo shows to operators.</summary>
    public static WebApplication MapRedConnectSilo(this WebApplication app)
    {
        app.MapDashboard();
        return app;
    }
}
