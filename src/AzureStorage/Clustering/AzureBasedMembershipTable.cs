using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using RedConnect.AzureStorage;
using RedConnect.AzureStorage.Clustering;

namespace Orleans.Runtime.MembershipService;

/// <summary>Which silos are in the cluster. Every change replaces the silo's row and the version in one transaction, so that one of two writers fails.</summary>
internal sealed class AzureBasedMembershipTable(IOptions<AzureStorageClusteringOptions> options, IOptions<ClusterOptions> cluster) : IMembershipTable
{
    private const int ReadAttempts = 5;
    private readonly TableClient table = options.Value.Table();
    private readonly string cluster = cluster.Value.ClusterId;

    public Task InitializeMembershipTable(bool tryInitTableVersion) => InitializeMembershipTableAsync(tryInitTableVersion, default);

    public async Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken)
    {
        await table.CreateIfNotExistsAsync(cancellationToken);
        if (tryInitTableVersion)
        {
            await Attempt(() => table.AddEntityAsync(VersionRow.Of(cluster, 0), cancellationToken));
        }
    }

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadRowAsync(key, default);

    public async Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken)
    {
        var silo = TableText.Key(SiloRow.Key(key));
        return Table(await Rows(TableClient.CreateQueryFilter($"PartitionKey eq {cluster} and (RowKey eq {silo} or RowKey eq {VersionRow.Key})"), cancellationToken));
    }

    public Task<MembershipTableData> ReadAll() => ReadAllAsync(default);

    /// <exception cref="OrleansException">The table changed during each of five attempts to read it.</exception>
    public async Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < ReadAttempts; attempt++)
        {
            var pages = await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {cluster}"), cancellationToken: cancellationToken)
                .AsPages().ToListAsync(cancellationToken);
            var rows = pages.SelectMany(page => page.Values).ToList();
            if (pages.Count(page => page.Values.Count > 0) <= 1 || BelongTogether(rows))
            {
                return Table(rows);
            }
        }

        throw new OrleansException($"The membership table changed during {ReadAttempts} attempts to read it.");
    }

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => InsertRowAsync(entry, tableVersion, default);

    public Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken) =>
        Write(new TableTransactionAction(TableTransactionActionType.Add, SiloRow.Of(cluster, entry)), tableVersion, cancellationToken);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => UpdateRowAsync(entry, etag, tableVersion, default);

    public Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken) =>
        Write(new TableTransactionAction(TableTransactionActionType.UpdateReplace, SiloRow.Of(cluster, entry), new ETag(etag)), tableVersion, cancellationToken);

    public Task UpdateIAmAlive(MembershipEntry entry) => UpdateIAmAliveAsync(entry, default);

    public Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken) =>
        table.UpdateEntityAsync(SiloRow.Alive(cluster, entry), ETag.All, TableUpdateMode.Merge, cancellationToken);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CleanupDefunctSiloEntriesAsync(beforeDate, default);

    public async Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken)
    {
        foreach (var (silo, _) in (await ReadAllAsync(cancellationToken)).Members)
        {
            if (silo.Status is SiloStatus.Dead && LastHeard(silo) < beforeDate.UtcDateTime)
            {
                await table.DeleteEntityAsync(cluster, TableText.Key(SiloRow.Key(silo.SiloAddress)), ETag.All, cancellationToken);
            }
        }
    }

    public Task DeleteMembershipTableEntries(string clusterId) => DeleteMembershipTableEntriesAsync(clusterId, default);

    public async Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken)
    {
        foreach (var row in await Rows(TableClient.CreateQueryFilter($"PartitionKey eq {clusterId}"), cancellationToken))
        {
            await table.DeleteEntityAsync(clusterId, row.RowKey, ETag.All, cancellationToken);
        }
    }

    private static DateTime LastHeard(MembershipEntry silo) => silo.IAmAliveTime > silo.StartTime ? silo.IAmAliveTime : silo.StartTime;

    private Task<bool> Write(TableTransactionAction silo, TableVersion next, CancellationToken cancellation) => Attempt(() => table.SubmitTransactionAsync(
        [
            silo,
            new(TableTransactionActionType.UpdateReplace, VersionRow.Of(cluster, next.Version), new ETag(next.VersionEtag)),
            new(TableTransactionActionType.UpsertReplace, VersionRow.Of(cluster, next.Version, VersionRow.First)),
            new(TableTransactionActionType.UpsertReplace, VersionRow.Of(cluster, next.Version, VersionRow.Last)),
        ],
        cancellation));

    /// <summary>False when another writer came first.</summary>
    private static async Task<bool> Attempt(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (RequestFailedException failure) when (failure.IsConflict())
        {
            return false;
        }
    }

    private async Task<List<TableEntity>> Rows(string filter, CancellationToken cancellation) =>
        await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation);

    private static bool BelongTogether(List<TableEntity> rows) =>
        rows.Find(row => row.RowKey == VersionRow.First) is { } first
        && rows.Find(row => row.RowKey == VersionRow.Last) is { } last
        && VersionRow.Number(first) == VersionRow.Number(last);

    private static MembershipTableData Table(List<TableEntity> rows) => new(
        [.. rows.Where(row => !VersionRow.Is(row)).Select(row => Tuple.Create(SiloRow.Read(row), row.ETag.ToString()))],
        rows.Find(row => row.RowKey == VersionRow.Key) is { } version
            ? VersionRow.Read(version)
            : throw new OrleansException("The membership table has no version row: it was not initialised, or was deleted."));
}
