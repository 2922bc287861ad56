using Orleans.Storage;

namespace Orleans.Configuration;

/// <summary>Grain state in an Azure table.</summary>
public sealed class AzureTableStorageOptions : AzureStorageOperationOptions, IStorageProviderSerializerOptions
{
    /// <inheritdoc/>
    public override string TableName { get; set; } = "OrleansGrainState";

    /// <summary>Clearing deletes the row instead of emptying it.</summary>
    public bool DeleteStateOnClear { get; set; }

    /// <summary>State is text, in properties of 32 Ki characters, instead of bytes.</summary>
    public bool UseStringFormat { get; set; }

    /// <summary>The stage of the silo's life in which the table is created.</summary>
    public int InitStage { get; set; } = ServiceLifecycleStage.ApplicationServices;

    /// <inheritdoc/>
#pragma warning disable CS8766 // Null until the silo's own serializer takes the place of one that was not given.
    public IGrainStorageSerializer? GrainStorageSerializer { get; set; }
#pragma warning restore CS8766
}
