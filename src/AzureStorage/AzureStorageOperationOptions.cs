using Azure.Data.Tables;

namespace Orleans.Configuration;

/// <summary>Which table of which account.</summary>
public abstract class AzureStorageOperationOptions
{
    /// <summary>The table; created when it is missing.</summary>
    public abstract string TableName { get; set; }

    /// <summary>The account. Its client's options say how often and how long a refused call is tried again.</summary>
    public TableServiceClient? TableServiceClient { get; set; }

    /// <exception cref="OrleansConfigurationException">No account was given.</exception>
    internal TableClient Table() => TableServiceClient?.GetTableClient(TableName)
        ?? throw new OrleansConfigurationException($"{GetType().Name}.{nameof(TableServiceClient)} is not set.");
}
