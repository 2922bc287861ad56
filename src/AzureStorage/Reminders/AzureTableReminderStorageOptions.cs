using RedConnect.AzureStorage;

namespace Orleans.Reminders.AzureStorage;

/// <inheritdoc/>
public class AzureStorageOperationOptions : TableOptions;

/// <summary>Reminders in an Azure table.</summary>
public class AzureTableReminderStorageOptions : AzureStorageOperationOptions
{
    /// <summary>The official name.</summary>
    public const string DEFAULT_TABLE_NAME = "OrleansReminders";

    /// <inheritdoc/>
    public override string TableName { get; set; } = DEFAULT_TABLE_NAME;
}
