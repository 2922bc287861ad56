using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.AzureUtils;
using Orleans.Clustering.AzureStorage;
using Orleans.Messaging;
using Orleans.Runtime.MembershipService;
using RedConnect.AzureStorage;

namespace Orleans.Hosting;

/// <summary>Finds silos through an Azure table.</summary>
public static class AzureTableClustering
{
    /// <summary>This silo joins the cluster listed there.</summary>
    public static ISiloBuilder UseAzureStorageClustering(this ISiloBuilder builder, Action<AzureStorageClusteringOptions> configureOptions) =>
        builder.UseAzureStorageClustering(options => options.Configure(configureOptions));

    /// <summary>This silo joins the cluster listed there.</summary>
    public static ISiloBuilder UseAzureStorageClustering(this ISiloBuilder builder, Action<OptionsBuilder<AzureStorageClusteringOptions>>? configureOptions) =>
        builder.ConfigureServices(services => services
            .AddTable(Options.DefaultName, configureOptions)
            .AddSingleton<IMembershipTable, AzureBasedMembershipTable>());

    /// <summary>This client talks to the cluster listed there.</summary>
    public static IClientBuilder UseAzureStorageClustering(this IClientBuilder builder, Action<AzureStorageGatewayOptions> configureOptions) =>
        builder.UseAzureStorageClustering(options => options.Configure(configureOptions));

    /// <summary>This client talks to the cluster listed there.</summary>
    public static IClientBuilder UseAzureStorageClustering(this IClientBuilder builder, Action<OptionsBuilder<AzureStorageGatewayOptions>>? configureOptions) =>
        builder.ConfigureServices(services => services
            .AddTable(Options.DefaultName, configureOptions)
            .AddSingleton<IGatewayListProvider, AzureGatewayListProvider>());
}
