using Orleans.Persistence.AzureStorage;
using Orleans.Storage;

namespace Orleans.Persistence.AzureStorage
{
    /// <inheritdoc/>
    public class AzureStorageOperationOptions : RedConnect.AzureStorage.TableOptions;
}

namespace Orleans.Configuration
{
    /// <summary>Grain state in an Azure table.</summary>
    public class AzureTableStorageOptions : AzureStorageOperationOptions, IStorageProviderSerializerOptions
    {
        /// <summary>The official name.</summary>
        public const string DEFAULT_TABLE_NAME = "OrleansGrainState";

        /// <summary>The official stage.</summary>
        public const int DEFAULT_INIT_STAGE = ServiceLifecycleStage.ApplicationServices;

        /// <inheritdoc/>
        public override string TableName { get; set; } = DEFAULT_TABLE_NAME;

        /// <summary>Clearing deletes the row instead of emptying it.</summary>
        public bool DeleteStateOnClear { get; set; }

        /// <summary>State is text, in properties of 32 Ki characters, instead of bytes.</summary>
        public bool UseStringFormat { get; set; }

        /// <summary>The stage of the silo's life in which the table is opened.</summary>
        public int InitStage { get; set; } = DEFAULT_INIT_STAGE;

        /// <inheritdoc/>
#pragma warning disable CS8766 // Null until the silo's own serializer takes the place of one that was not given.
        public IGrainStorageSerializer? GrainStorageSerializer { get; set; }
#pragma warning restore CS8766
    }
}
