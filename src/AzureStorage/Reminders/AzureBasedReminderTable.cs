using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Reminders.AzureStorage;
using RedConnect.AzureStorage;
using RedConnect.AzureStorage.Reminders;

namespace Orleans.Runtime.ReminderService;

/// <summary>Reminders, found by ranges of the hash ring.</summary>
public sealed partial class AzureBasedReminderTable : IReminderTable
{
    private readonly ILogger logger;
    private readonly StoredTable table;
    private readonly string service;
    private readonly string cluster;

    /// <summary>Made by the container.</summary>
    public AzureBasedReminderTable(ILoggerFactory loggerFactory, IOptions<ClusterOptions> clusterOptions, IOptions<AzureTableReminderStorageOptions> storageOptions)
    {
        ArgumentNullException.ThrowIfNull(clusterOptions);
        ArgumentNullException.ThrowIfNull(storageOptions);
        logger = loggerFactory.CreateLogger<AzureBasedReminderTable>();
        table = new StoredTable(storageOptions.Value);
        service = clusterOptions.Value.ServiceId;
        cluster = clusterOptions.Value.ClusterId;
    }

    public Task StartAsync(CancellationToken cancellationToken) => table.Open(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ReminderTableData> ReadRows(GrainId grainId) => ReadRows(grainId, default);

    public async Task<ReminderTableData> ReadRows(GrainId grainId, CancellationToken cancellationToken)
    {
        var partition = ReminderRow.Partition(service, grainId);
        var all = await Reminders(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken);
        return new ReminderTableData(all.Where(reminder => reminder.GrainId == grainId));
    }

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => ReadRows(begin, end, default);

    /// <summary>Those in (begin, end], around the ring's end when begin is the greater one; all when they are equal.</summary>
    public async Task<ReminderTableData> ReadRows(uint begin, uint end, CancellationToken cancellationToken) => new(begin < end
        ? await Between(begin, end, cancellationToken)
        : begin == end
            ? await UpTo(uint.MaxValue, cancellationToken)
            : [.. await Between(begin, uint.MaxValue, cancellationToken), .. await UpTo(end, cancellationToken)]);

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => ReadRow(grainId, reminderName, default);

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName, CancellationToken cancellationToken)
    {
        var found = await table.For(cancellationToken).GetEntityIfExistsAsync<TableEntity>(
            ReminderRow.Partition(service, grainId), ReminderRow.Key(grainId, reminderName), cancellationToken: cancellationToken);
        return found.HasValue && found.Value is { } row && Read(row) is { } reminder && reminder.GrainId == grainId && reminder.ReminderName == reminderName ? reminder : null;
    }

    public Task<string?> UpsertRow(ReminderEntry entry) => UpsertRow(entry, default);

    public async Task<string?> UpsertRow(ReminderEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var response = await table.For(cancellationToken).UpsertEntityAsync(ReminderRow.Of(service, cluster, entry), TableUpdateMode.Replace, cancellationToken);
        return response.Headers.ETag?.ToString();
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => RemoveRow(grainId, reminderName, eTag, default);

    /// <summary>False when the reminder was changed or is gone, even by this call: the answer to a request that was tried again is lost.</summary>
    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag, CancellationToken cancellationToken)
    {
        try
        {
            var response = await table.For(cancellationToken).DeleteEntityAsync(
                ReminderRow.Partition(service, grainId), ReminderRow.Key(grainId, reminderName), new ETag(eTag), cancellationToken);
            return response.Status != 404;
        }
        catch (RequestFailedException failure) when (failure.IsConflict())
        {
            return false;
        }
    }

    public Task TestOnlyClearTable() => TestOnlyClearTable(default);

    public async Task TestOnlyClearTable(CancellationToken cancellationToken)
    {
        var rows = await table.Read(TableClient.CreateQueryFilter($"ServiceId eq {service} and DeploymentId eq {cluster}"), cancellationToken);
        await table.Delete(rows, cancellationToken);
    }

    private Task<IEnumerable<ReminderEntry>> UpTo(uint end, CancellationToken cancellation)
    {
        var (first, last) = (ReminderRow.Partition(service, 0), ReminderRow.Partition(service, end));
        return Reminders(TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last}"), cancellation);
    }

    private Task<IEnumerable<ReminderEntry>> Between(uint after, uint end, CancellationToken cancellation)
    {
        var (first, last) = (ReminderRow.Partition(service, after), ReminderRow.Partition(service, end));
        return Reminders(TableClient.CreateQueryFilter($"PartitionKey gt {first} and PartitionKey le {last}"), cancellation);
    }

    private async Task<IEnumerable<ReminderEntry>> Reminders(string filter, CancellationToken cancellation) =>
        (await table.Read(filter, cancellation)).Select(Read).OfType<ReminderEntry>();

    /// <summary>Null for a row of another service and for one that cannot be read: it must not keep all others from running.</summary>
    private ReminderEntry? Read(TableEntity row)
    {
        try
        {
            return row.Text("ServiceId") == service ? ReminderRow.Read(row) : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or OverflowException)
        {
            LogUnreadable(unreadable, table.Name);
            return null;
        }
    }

    [LoggerMessage(6004, LogLevel.Error, "A reminder in table {Table} cannot be read and will not run.")]
    private partial void LogUnreadable(Exception unreadable, string table);
}
