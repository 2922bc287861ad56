namespace Orleans.Storage;

/// <summary>A row was not what its writer had read: another activation wrote, or the row is gone.</summary>
[GenerateSerializer, Alias("Orleans.Storage.TableStorageUpdateConditionNotSatisfiedException")]
public sealed class TableStorageUpdateConditionNotSatisfiedException : InconsistentStateException
{
    /// <summary>Says what was to be written where.</summary>
    public TableStorageUpdateConditionNotSatisfiedException(string grainType, string grainId, string tableName, string? currentEtag, Exception? failure)
        : base($"The state of grain {grainId} ({grainType}) in table {tableName} was changed by another writer.", "unknown", currentEtag ?? "", failure)
    {
        GrainType = grainType;
        GrainId = grainId;
        TableName = tableName;
    }

    /// <summary>Nothing is known.</summary>
    public TableStorageUpdateConditionNotSatisfiedException()
    {
    }

    /// <summary>Only the words are known.</summary>
    public TableStorageUpdateConditionNotSatisfiedException(string message)
        : base(message)
    {
    }

    /// <summary>Only the words and the cause are known.</summary>
    public TableStorageUpdateConditionNotSatisfiedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The type of the state.</summary>
    [Id(0)]
    public string GrainType { get; } = "";

    /// <summary>Whose state it is.</summary>
    [Id(1)]
    public string GrainId { get; } = "";

    /// <summary>Where it is kept.</summary>
    [Id(2)]
    public string TableName { get; } = "";
}
