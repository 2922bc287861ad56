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
            await table.Submit([new(TableTransactionActionType.Add, VersionRow.Of(cluster, 0)), .. Fences(0)], cancellationToken);
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
    public async Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken = default) => Members(await ReadRows(cancellationToken));

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => InsertRowAsync(entry, tableVersion);

    public Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken = default) =>
        Write(new TableTransactionAction(TableTransactionActionType.Add, SiloRow.Of(cluster, entry)), tableVersion, cancellationToken);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => UpdateRowAsync(entry, etag, tableVersion);

    /// <summary>
    /// False when the version or the silo is not what it was when it was read. A sign of life since then is nothing to compare: it comes at any time, must not stand in the
    /// way of a verdict, and is not taken back by one.
    /// </summary>
    public async Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken = default)
    {
        var tried = default(ETag);
        while (await Find(entry.SiloAddress, cancellationToken) is { } row && SiloRow.Token(row) == etag && row.ETag != tried)
        {
            var replacement = new TableTransactionAction(TableTransactionActionType.UpdateReplace, SiloRow.Of(cluster, entry).NotBefore(row), row.ETag);
            if (await Write(replacement, tableVersion, cancellationToken))
            {
                return true;
            }

            tried = row.ETag;
        }

        return false;
    }

    public Task UpdateIAmAlive(MembershipEntry entry) => UpdateIAmAliveAsync(entry);

    /// <summary>Nothing happens when the silo is not listed any more, or was heard of later.</summary>
    public async Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken = default)
    {
        var alive = SiloRow.Alive(cluster, entry);
        while (await Find(entry.SiloAddress, cancellationToken) is { } row && alive.IsLater(row) && !await table.Merge(alive, row.ETag, cancellationToken))
        {
            // The row changed in between: whether this is still news must be asked again.
        }
    }

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CleanupDefunctSiloEntriesAsync(beforeDate);

    public async Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken = default)
    {
        foreach (var row in Silos(await ReadRows(cancellationToken)))
        {
            if (SiloRow.Read(row) is { Status: SiloStatus.Dead } silo && LastHeardOf(silo) < beforeDate.UtcDateTime)
            {
                await table.DeleteUnchanged(row, cancellationToken);
            }
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

    /// <summary>False when another writer came first, or this one did and the answer was lost: whoever reads again knows.</summary>
    private Task<bool> Write(TableTransactionAction silo, TableVersion next, CancellationToken cancellation)
    {
        var version = new TableTransactionAction(TableTransactionActionType.UpdateReplace, VersionRow.Of(cluster, next.Version), new ETag(next.VersionEtag));
        return table.Submit([silo, version, .. Fences(next.Version)], cancellation);
    }

    private IEnumerable<TableTransactionAction> Fences(int version) => new[] { VersionRow.First, VersionRow.Last }
        .Select(key => new TableTransactionAction(TableTransactionActionType.UpsertReplace, VersionRow.Of(cluster, version, key)));

    private async Task<List<TableEntity>> ReadRows(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var rows = await table.Read(TableClient.CreateQueryFilter($"PartitionKey eq {cluster}"), cancellation);
            if (VersionRow.AreOfOneMoment(rows))
            {
                return rows;
            }

            LogTorn(table.Name, attempt);
            if (attempt == ReadAttempts)
            {
                throw new InconsistentStateException(
                    $"Membership table {table.Name} changed during {attempt} attempts to read it.", VersionRow.Text(rows, VersionRow.First), VersionRow.Text(rows, VersionRow.Last));
            }
        }
    }

    /// <summary>The silo's row as it is now; null when there is none.</summary>
    private async Task<TableEntity?> Find(SiloAddress silo, CancellationToken cancellation) =>
        (await table.Read(TableClient.CreateQueryFilter($"PartitionKey eq {cluster} and RowKey eq {SiloRow.Key(silo)}"), cancellation)).SingleOrDefault();

    private static IEnumerable<TableEntity> Silos(List<TableEntity> rows) => rows.Where(row => !VersionRow.Is(row));

    private MembershipTableData Members(List<TableEntity> rows) => new(
        [.. Silos(rows).Select(row => Tuple.Create(SiloRow.Read(row), SiloRow.Token(row)))],
        rows.Find(row => row.RowKey == VersionRow.Key) is { } version
            ? VersionRow.Read(version)
            : throw new KeyNotFoundException($"Membership table {table.Name} has no version of cluster {cluster}: it was not initialised, or was deleted."));

    [LoggerMessage(6002, LogLevel.Information, "Membership table {Table} changed while it was read, for the {Attempt}. time.")]
    private partial void LogTorn(string table, int attempt);
}
