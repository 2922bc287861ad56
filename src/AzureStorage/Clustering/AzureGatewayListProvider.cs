using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;
using RedConnect.AzureStorage.Clustering;

namespace Orleans.Runtime.MembershipService;

/// <summary>The silos that clients may connect to.</summary>
internal sealed class AzureGatewayListProvider(
    IOptions<AzureStorageGatewayOptions> options,
    IOptions<ClusterOptions> cluster,
    IOptions<GatewayOptions> gateways) : IGatewayListProvider
{
    private readonly TableClient table = options.Value.Table();
    private readonly string cluster = cluster.Value.ClusterId;

    public TimeSpan MaxStaleness { get; } = gateways.Value.GatewayListRefreshPeriod;

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => InitializeGatewayListProviderAsync(default);

    public Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken) => table.CreateIfNotExistsAsync(cancellationToken);

    public Task<IList<Uri>> GetGateways() => GetGatewaysAsync(default);

    public async Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken)
    {
        var active = TableClient.CreateQueryFilter($"PartitionKey eq {cluster} and Status eq {nameof(SiloStatus.Active)} and ProxyPort ne {"0"}");
        return await table.QueryAsync<TableEntity>(active, cancellationToken: cancellationToken)
            .Where(row => !VersionRow.Is(row))
            .Select(SiloRow.Gateway)
            .ToListAsync(cancellationToken);
    }
}
