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

    /// <summary>All rows, and whether it took more than one page to read them: then they need not be of one moment.</summary>
    public async Task<(List<TableEntity> Rows, bool Paged)> Read(string filter, CancellationToken cancellation)
    {
        var pages = await For(cancellation).QueryAsync<TableEntity>(filter, cancellationToken: cancellation).AsPages()
            .Select(page => page.Values).Where(rows => rows.Count > 0).ToListAsync(cancellation);
        return ([.. pages.SelectMany(rows => rows)], pages.Count > 1);
    }

    /// <summary>Deletes rows, whatever happened to them since they were read.</summary>
    public async Task Delete(IEnumerable<TableEntity> rows, CancellationToken cancellation)
    {
        foreach (var row in rows)
        {
            await For(cancellation).DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellation);
        }
    }
}
