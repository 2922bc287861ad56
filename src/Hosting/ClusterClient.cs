using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace RedConnect.Hosting;

/// <summary>Joins a process without grains to the cluster.</summary>
public static class ClusterClient
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>Adds a client of the configured cluster; the process starts as soon as one silo answers.</summary>
    public static IHostApplicationBuilder AddClusterClient(this IHostApplicationBuilder builder)
    {
        var cluster = builder.AddSection<ClusterOptions>(ClusterOptions.Section);
        var store = builder.AddSection<StoreOptions>(StoreOptions.Section);
        builder.UseOrleansClient(client =>
        {
            if (store.Kind is StoreKind.Azure)
            {
                client.UseAzureStorageClustering(options => options.TableServiceClient = store.Tables());
            }
            else
            {
                client.UseLocalhostClustering(cluster.GatewayPort);
            }

            client.Configure<Orleans.Configuration.ClusterOptions>(options =>
                (options.ServiceId, options.ClusterId) = (cluster.ServiceId, cluster.ClusterId));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(10));
            client.Configure<ClientMessagingOptions>(options =>
                options.ResponseTimeout = ClusterOptions.ResponseTimeout);
            client.UseConnectionRetryFilter(RetryLater);
            if (builder.IsTraced())
            {
                client.AddActivityPropagation();
            }
        });
        return builder;
    }

    private static async Task<bool> RetryLater(Exception failure, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(RetryInterval);
        return await timer.WaitForNextTickAsync(cancellation);
    }
}
