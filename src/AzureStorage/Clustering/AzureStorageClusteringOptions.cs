namespace Orleans.Configuration;

/// <summary>The membership table, for silos.</summary>
public sealed class AzureStorageClusteringOptions : AzureStorageOperationOptions
{
    internal const string DefaultTableName = "OrleansSiloInstances";

    /// <inheritdoc/>
    public override string TableName { get; set; } = DefaultTableName;
}

/// <summary>The membership table, for clients.</summary>
public sealed class AzureStorageGatewayOptions : AzureStorageOperationOptions
{
    /// <inheritdoc/>
    public override string TableName { get; set; } = AzureStorageClusteringOptions.DefaultTableName;
}
