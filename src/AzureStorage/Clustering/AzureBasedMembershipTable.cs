using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Clustering.AzureStorage;
using Orleans.Configuration;
using Orleans.Storage;
using RedConnect.AzureStorage;
using RedConnect.AzureStorage.Clustering;

namespace Orleans.Runtime.MembershipService;

/// <summary>Which silos are in the cluster. Every change replaces the silo's row and the version in one transaction, so that one of two writers fails.</summary>
internal sealed partial class AzureBasedMembershipTable(
    ILoggerFactory loggerFactory,
    IOptions<AzureStorageClusteringOptions> clusteringOptions,
    IOptions<ClusterOptions> clusterOptions) : IMembershipTable
{
    private const int ReadAttempts = 5;
    private readonly ILogger logger = loggerFactory.CreateLogger<AzureBasedMembershipTable>();
    private readonly StoredTable table = new(clusteringOptions.Value);
    private readonly string cluster = clusterOptions.Value.ClusterId;

    public Task InitializeMembershipTable(bool tryInitTableVersion) => InitializeMembershipTableAsync(tryInitTableVersion);

    public async Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken = default)
    {
        await table.Open(cancellationToken);
        if (tryInitTableVersion)
        {
            await Submit([new(TableTransactionActionType.Add, VersionRow.Of(cluster, 0)), .. Fences(0)], cancellationToken);
        }
    }

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadRowAsync(key);

    public async Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken = default)
    {
        var silo = SiloRow.Key(key);
        var rows = await table.Read(TableClient.CreateQueryFilter($"PartitionKey eq {cluster} and (RowKey eq {silo} or RowKey eq {VersionRow.Key})"), cancellationToken);
        return Members(rows);
    }

    public Task<MembershipTableData> ReadAll() => ReadAllAsync();

    /// <exception cref="InconsistentStateException">The table changed during each of five attempts to read it.</exception>
    public async Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            var rows = await table.Read(TableClient.CreateQueryFilter($"PartitionKey eq {cluster}"), cancellationToken);
            if (VersionRow.AreOfOneMoment(rows))
            {
                return Members(rows);
            }

            LogTorn(table.Name, attempt);
            if (attempt == ReadAttempts)
            {
                throw new InconsistentStateException(
                    $"Membership table {table.Name} changed during {attempt} attempts to read it.", VersionRow.Text(rows, VersionRow.First), VersionRow.Text(rows, VersionRow.Last));
            }
        }
    }

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => InsertRowAsync(entry, tableVersion);

    public Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken = default) =>
        Write(new TableTransactionAction(TableTransactionActionType.Add, SiloRow.Of(cluster, entry)), tableVersion, cancellationToken);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => UpdateRowAsync(entry, etag, tableVersion);

    /// <summary>Only the version is compared: a sign of life changes a silo's own etag at any time, and must not stand in the way of a verdict.</summary>
    public Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken = default) =>
        Write(new TableTransactionAction(TableTransactionActionType.UpdateReplace, SiloRow.Of(cluster, entry), ETag.All), tableVersion, cancellationToken);

    public Task UpdateIAmAlive(MembershipEntry entry) => UpdateIAmAliveAsync(entry);

    public async Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken = default) =>
        await table.For(cancellationToken).UpdateEntityAsync(SiloRow.Alive(cluster, entry), ETag.All, TableUpdateMode.Merge, cancellationToken);

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CleanupDefunctSiloEntriesAsync(beforeDate);

    public async Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken = default)
    {
        var silos = (await ReadAllAsync(cancellationToken)).Members;
        foreach (var (silo, etag) in silos.Where(member => member.Item1.Status is SiloStatus.Dead && LastHeardOf(member.Item1) < beforeDate.UtcDateTime))
        {
            await table.DeleteUnchanged(cluster, SiloRow.Key(silo.SiloAddress), new ETag(etag), cancellationToken);
        }
    }

    public Task DeleteMembershipTableEntries(string clusterId) => DeleteMembershipTableEntriesAsync(clusterId);

    public async Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken = default)
    {
        var rows = await table.Read(TableClient.CreateQueryFilter($"PartitionKey eq {clusterId}"), cancellationToken);
        await table.Delete(rows, cancellationToken);
    }

    /// <summary>By itself, or by those who suspected it.</summary>
    private static DateTime LastHeardOf(MembershipEntry silo) =>
        (silo.SuspectTimes ?? []).Select(vote => vote.Item2).Append(silo.StartTime).Append(silo.IAmAliveTime).Max();

    private Task<bool> Write(TableTransactionAction silo, TableVersion next, CancellationToken cancellation)
    {
        var version = new TableTransactionAction(TableTransactionActionType.UpdateReplace, VersionRow.Of(cluster, next.Version), new ETag(next.VersionEtag));
        return Submit([silo, version, .. Fences(next.Version)], cancellation);
    }

    private IEnumerable<TableTransactionAction> Fences(int version) => new[] { VersionRow.First, VersionRow.Last }
        .Select(key => new TableTransactionAction(TableTransactionActionType.UpsertReplace, VersionRow.Of(cluster, version, key)));

    /// <summary>False when another writer came first, or this one did and the answer was lost: whoever reads again knows.</summary>
    private async Task<bool> Submit(IEnumerable<TableTransactionAction> changes, CancellationToken cancellation)
    {
        try
        {
            await table.For(cancellation).SubmitTransactionAsync(changes, cancellation);
            return true;
        }
        catch (RequestFailedException failure) when (failure.IsConflict())
        {
            return false;
        }
    }

    private MembershipTableData Members(List<TableEntity> rows) => new(
        [.. rows.Where(row => !VersionRow.Is(row)).Select(row => Tuple.Create(SiloRow.Read(row), row.ETag.ToString()))],
        rows.Find(row => row.RowKey == VersionRow.Key) is { } version
            ? VersionRow.Read(version)
            : throw new KeyNotFoundException($"Membership table {table.Name} has no version of cluster {cluster}: it was not initialised, or was deleted."));

    [LoggerMessage(6002, LogLevel.Information, "Membership table {Table} changed while it was read, for the {Attempt}. time.")]
    private partial void LogTorn(string table, int attempt);
}
