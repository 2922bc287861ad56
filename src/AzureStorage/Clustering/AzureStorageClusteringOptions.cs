using RedConnect.AzureStorage;

namespace Orleans.Clustering.AzureStorage;

/// <inheritdoc/>
public class AzureStorageOperationOptions : TableOptions;

/// <summary>The membership table, for silos.</summary>
public class AzureStorageClusteringOptions : AzureStorageOperationOptions
{
    /// <summary>The official name.</summary>
    public const string DEFAULT_TABLE_NAME = "OrleansSiloInstances";

    /// <inheritdoc/>
    public override string TableName { get; set; } = DEFAULT_TABLE_NAME;
}

/// <summary>The membership table, for clients.</summary>
public class AzureStorageGatewayOptions : AzureStorageOperationOptions
{
    /// <inheritdoc/>
    public override string TableName { get; set; } = AzureStorageClusteringOptions.DEFAULT_TABLE_NAME;
}
