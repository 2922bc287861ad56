namespace Orleans.Storage;

/// <summary>A row was not what its writer had read: another activation wrote, or the row is gone.</summary>
[GenerateSerializer, Alias("Orleans.Storage.TableStorageUpdateConditionNotSatisfiedException")]
public class TableStorageUpdateConditionNotSatisfiedException : InconsistentStateException
{
    /// <summary>Says what was to be written where.</summary>
    public TableStorageUpdateConditionNotSatisfiedException(
        string grainType, string grainId, string tableName, string storedEtag, string? currentEtag, Exception? storageException)
        : this($"The state of grain {grainId} ({grainType}) in table {tableName} was changed by another writer.", grainType, grainId, tableName, storedEtag, currentEtag, storageException)
    {
    }

    /// <summary>Says it in the caller's words.</summary>
    public TableStorageUpdateConditionNotSatisfiedException(
        string errorMsg, string grainType, string grainId, string tableName, string storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storedEtag, currentEtag ?? "", storageException) => (GrainType, GrainId, TableName) = (grainType, grainId, tableName);

    /// <summary>Nothing is known.</summary>
    public TableStorageUpdateConditionNotSatisfiedException()
    {
    }

    /// <summary>Only the words are known.</summary>
    public TableStorageUpdateConditionNotSatisfiedException(string msg)
        : base(msg)
    {
    }

    /// <summary>Only the words and the cause are known.</summary>
    public TableStorageUpdateConditionNotSatisfiedException(string msg, Exception exc)
        : base(msg, exc)
    {
    }

    /// <summary>Whose state it is.</summary>
    [Id(0)]
    public string? GrainId { get; }

    /// <summary>The name of the state.</summary>
    [Id(1)]
    public string? GrainType { get; }

    /// <summary>Where it is kept.</summary>
    [Id(2)]
    public string? TableName { get; }
}
