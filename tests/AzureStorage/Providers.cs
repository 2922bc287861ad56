using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.AzureUtils;
using Orleans.Clustering.AzureStorage;
using Orleans.Configuration;
using Orleans.Reminders.AzureStorage;
using Orleans.Runtime.MembershipService;
using Orleans.Runtime.ReminderService;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace RedConnect.Tests.AzureStorage;

/// <summary>The providers without a silo around them, made and opened as a silo does it.</summary>
internal static class Providers
{
    private static readonly IServiceProvider Services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public static IGrainStorageSerializer Bytes { get; } = new OrleansGrainStorageSerializer(Services.GetRequiredService<Serializer>());

    public static IOptions<ClusterOptions> Cluster(string service, string cluster = "golden-c") => Options.Create(new ClusterOptions { ServiceId = service, ClusterId = cluster });

    public static async Task<AzureTableGrainStorage> GrainStorage(TableServiceClient account, Action<AzureTableStorageOptions>? configure = null)
    {
        var options = new AzureTableStorageOptions { TableName = "GrainStorageTests", TableServiceClient = account, DeleteStateOnClear = true, GrainStorageSerializer = Bytes };
        configure?.Invoke(options);
        var storage = new AzureTableGrainStorage(
            "test", options, Cluster("golden-s"), NullLogger<AzureTableGrainStorage>.Instance, Services.GetRequiredService<IActivatorProvider>());
        var life = new SiloLife();
        storage.Participate(life);
        await life.OnStart();
        return storage;
    }

    public static async Task<IMembershipTable> Membership(TableServiceClient account, string cluster, string table = "MembershipTests")
    {
        var options = Options.Create(new AzureStorageClusteringOptions { TableName = table, TableServiceClient = account });
        var membership = new AzureBasedMembershipTable(NullLoggerFactory.Instance, options, Cluster("golden-s", cluster));
        await membership.InitializeMembershipTableAsync(true);
        return membership;
    }

    public static async Task<AzureGatewayListProvider> Gateways(TableServiceClient account, string cluster)
    {
        var options = Options.Create(new AzureStorageGatewayOptions { TableName = "MembershipTests", TableServiceClient = account });
        var gateways = new AzureGatewayListProvider(NullLoggerFactory.Instance, options, Cluster("golden-s", cluster), Options.Create(new GatewayOptions()));
        await gateways.InitializeGatewayListProvider();
        return gateways;
    }

    public static async Task<IReminderTable> Reminders(TableServiceClient account, string service = "golden-s")
    {
        var options = Options.Create(new AzureTableReminderStorageOptions { TableName = "ReminderTests", TableServiceClient = account });
        var table = new AzureBasedReminderTable(NullLoggerFactory.Instance, Cluster(service), options);
        await table.StartAsync(default);
        return table;
    }

    private sealed class SiloLife() : LifecycleSubject(NullLogger.Instance), ISiloLifecycle
    {
        public int HighestCompletedStage => int.MaxValue;

        public int LowestStoppedStage => int.MaxValue;
    }
}
