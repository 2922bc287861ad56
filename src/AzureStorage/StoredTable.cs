using Azure;
using Azure.Data.Tables;

namespace RedConnect.AzureStorage;

/// <summary>A table, there once it was opened.</summary>
internal sealed class StoredTable(TableOptions options)
{
    private TableClient? table;

    public string Name => options.TableName;

    /// <summary>Creates it when it is missing.</summary>
    public async Task Open(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var opened = await options.Table();
        await opened.CreateIfNotExistsAsync(cancellation);
        table = opened;
    }

    /// <summary>For a request that is not cancelled yet.</summary>
    public TableClient For(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return table ?? throw new InvalidOperationException($"Table {Name} was not opened.");
    }

    /// <summary>All rows. More than a page of them need not be of one moment.</summary>
    public Task<List<TableEntity>> Read(string filter, CancellationToken cancellation) =>
        For(cancellation).QueryAsync<TableEntity>(filter, cancellationToken: cancellation).ToListAsync(cancellation).AsTask();

    /// <summary>Deletes rows, whatever happened to them since they were read.</summary>
    public async Task Delete(IEnumerable<TableEntity> rows, CancellationToken cancellation)
    {
        foreach (var row in rows)
        {
            await For(cancellation).DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellation);
        }
    }

    /// <summary>Deletes a row unless somebody has changed it, or deleted it before: whoever cleans up next looks at it again.</summary>
    public Task DeleteUnchanged(TableEntity row, CancellationToken cancellation) =>
        IfUnchanged(() => For(cancellation).DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation));

    /// <summary>Writes these properties into a row and leaves its others; false when somebody has changed it, or deleted it.</summary>
    public Task<bool> Merge(TableEntity properties, ETag unchanged, CancellationToken cancellation) =>
        IfUnchanged(() => For(cancellation).UpdateEntityAsync(properties, unchanged, TableUpdateMode.Merge, cancellation));

    /// <summary>All of it or nothing; false when a row is not what one of the changes expects.</summary>
    public Task<bool> Submit(IEnumerable<TableTransactionAction> changes, CancellationToken cancellation) =>
        IfUnchanged(() => For(cancellation).SubmitTransactionAsync(changes, cancellation));

    private static async Task<bool> IfUnchanged(Func<Task> change)
    {
        try
        {
            await change();
            return true;
        }
        catch (RequestFailedException changed) when (changed.IsConflict())
        {
            return false;
        }
    }
}
