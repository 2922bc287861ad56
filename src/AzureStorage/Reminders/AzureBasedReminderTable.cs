using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using RedConnect.AzureStorage;
using RedConnect.AzureStorage.Reminders;

namespace Orleans.Runtime.ReminderService;

/// <summary>Reminders, found by ranges of the hash ring.</summary>
internal sealed class AzureBasedReminderTable(IOptions<AzureTableReminderStorageOptions> options, IOptions<ClusterOptions> cluster) : IReminderTable
{
    private readonly TableClient table = options.Value.Table();
    private readonly string service = cluster.Value.ServiceId;
    private readonly string cluster = cluster.Value.ClusterId;

    public Task StartAsync(CancellationToken cancellationToken) => table.CreateIfNotExistsAsync(cancellationToken);

    public Task<ReminderTableData> ReadRows(GrainId grainId) => ReadRows(grainId, default);

    public async Task<ReminderTableData> ReadRows(GrainId grainId, CancellationToken cancellationToken)
    {
        var partition = ReminderRow.Partition(service, grainId);
        var all = await Rows(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken);
        return new ReminderTableData(all.Where(reminder => reminder.GrainId == grainId));
    }

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => ReadRows(begin, end, default);

    /// <summary>Those in (begin, end], around the ring's end when begin is the greater one; all when they are equal.</summary>
    public async Task<ReminderTableData> ReadRows(uint begin, uint end, CancellationToken cancellationToken) => new(begin < end
        ? await Between(begin, end, cancellationToken)
        : begin == end
            ? await All(cancellationToken)
            : [.. await Between(begin, uint.MaxValue, cancellationToken), .. await UpTo(end, cancellationToken)]);

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => ReadRow(grainId, reminderName, default);

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            ReminderRow.Partition(service, grainId), ReminderRow.Key(grainId, reminderName), cancellationToken: cancellationToken);
        return found.HasValue && found.Value is { } row ? ReminderRow.Read(row) : null;
    }

    public Task<string?> UpsertRow(ReminderEntry entry) => UpsertRow(entry, default);

    public async Task<string?> UpsertRow(ReminderEntry entry, CancellationToken cancellationToken)
    {
        var response = await table.UpsertEntityAsync(ReminderRow.Of(service, cluster, entry), TableUpdateMode.Replace, cancellationToken);
        return response.Headers.ETag?.ToString();
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => RemoveRow(grainId, reminderName, eTag, default);

    /// <summary>False when the reminder is gone or was changed.</summary>
    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag, CancellationToken cancellationToken)
    {
        try
        {
            var response = await table.DeleteEntityAsync(
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
        foreach (var reminder in await All(cancellationToken))
        {
            await RemoveRow(reminder.GrainId, reminder.ReminderName, ETag.All.ToString(), cancellationToken);
        }
    }

    private Task<List<ReminderEntry>> All(CancellationToken cancellation) => UpTo(uint.MaxValue, cancellation);

    private Task<List<ReminderEntry>> UpTo(uint end, CancellationToken cancellation)
    {
        var (first, last) = (ReminderRow.Partition(service, 0), ReminderRow.Partition(service, end));
        return Rows(TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last}"), cancellation);
    }

    private Task<List<ReminderEntry>> Between(uint after, uint end, CancellationToken cancellation)
    {
        var (first, last) = (ReminderRow.Partition(service, after), ReminderRow.Partition(service, end));
        return Rows(TableClient.CreateQueryFilter($"PartitionKey gt {first} and PartitionKey le {last}"), cancellation);
    }

    private async Task<List<ReminderEntry>> Rows(string filter, CancellationToken cancellation) =>
        [.. (await table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation))
            .Where(row => row.Text("ServiceId") == service)
            .Select(ReminderRow.Read)
            .OfType<ReminderEntry>()];
}
