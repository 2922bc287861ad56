using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Clustering.AzureStorage;
using Orleans.Configuration;
using Orleans.Messaging;
using RedConnect.AzureStorage;
using RedConnect.AzureStorage.Clustering;

namespace Orleans.AzureUtils;

/// <summary>The silos that clients may connect to.</summary>
internal sealed partial class AzureGatewayListProvider(
    ILoggerFactory loggerFactory,
    IOptions<AzureStorageGatewayOptions> options,
    IOptions<ClusterOptions> clusterOptions,
    IOptions<GatewayOptions> gatewayOptions) : IGatewayListProvider
{
    private readonly ILogger logger = loggerFactory.CreateLogger<AzureGatewayListProvider>();
    private readonly StoredTable table = new(options.Value);
    private readonly string cluster = clusterOptions.Value.ClusterId;

    public TimeSpan MaxStaleness { get; } = gatewayOptions.Value.GatewayListRefreshPeriod;

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => InitializeGatewayListProviderAsync();

    public Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken = default) => table.Open(cancellationToken);

    public Task<IList<Uri>> GetGateways() => GetGatewaysAsync();

    public async Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken = default)
    {
        var active = TableClient.CreateQueryFilter($"PartitionKey eq {cluster} and Status eq {nameof(SiloStatus.Active)} and ProxyPort ne {"0"}");
        var rows = await table.Read(active, cancellationToken);
        var gateways = rows.Where(row => !VersionRow.Is(row)).Select(SiloRow.Gateway).ToList();
        LogFound(gateways.Count, table.Name);
        return gateways;
    }

    [LoggerMessage(6003, LogLevel.Debug, "{Count} gateways in table {Table}.")]
    private partial void LogFound(int count, string table);
}
