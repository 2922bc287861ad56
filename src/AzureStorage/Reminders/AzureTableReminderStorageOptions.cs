namespace Orleans.Configuration;

/// <summary>Reminders in an Azure table.</summary>
public sealed class AzureTableReminderStorageOptions : AzureStorageOperationOptions
{
    /// <inheritdoc/>
    public override string TableName { get; set; } = "OrleansReminders";
}
