namespace RedConnect.AzureStorage;

/// <summary>How patient a client of an account is that was made by <see cref="TableOptions"/>: the official names and defaults.</summary>
public sealed class AzureStoragePolicyOptions
{
    /// <summary>How often a refused (429, 5xx) or unanswered request is tried again.</summary>
    public int MaxOperationRetries { get; set; } = 5;

    /// <summary>The pause before the first retry; each later one is twice as long.</summary>
    public TimeSpan PauseBetweenOperationRetries { get; set; } = TimeSpan.FromSeconds(0.8);

    /// <summary>The longest pause.</summary>
    public TimeSpan MaxPauseBetweenOperationRetries { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Read by nobody here, as the next four: code written for the official packages sets them.</summary>
    public int MaxBulkUpdateRows { get; set; } = 100;

    /// <inheritdoc cref="MaxBulkUpdateRows"/>
    public int MaxCreationRetries { get; set; } = 60;

    /// <inheritdoc cref="MaxBulkUpdateRows"/>
    public TimeSpan PauseBetweenCreationRetries { get; set; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc cref="MaxBulkUpdateRows"/>
    public TimeSpan CreationTimeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <inheritdoc cref="MaxBulkUpdateRows"/>
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromSeconds(100);
}
