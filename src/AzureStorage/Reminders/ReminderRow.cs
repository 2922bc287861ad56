using System.Globalization;
using Azure.Data.Tables;

namespace RedConnect.AzureStorage.Reminders;

/// <summary>A reminder: partition <c>{service}_{hash of the grain, 8 hexadecimal digits}</c>, row <c>{grain}-{name}</c>.</summary>
internal static class ReminderRow
{
    public static string Partition(string service, uint hash) => TableText.Key($"{service}_{hash:X8}");

    public static string Partition(string service, GrainId grain) => Partition(service, grain.GetUniformHashCode());

    public static string Key(GrainId grain, string name) => TableText.Key($"{grain}-{name}");

    public static TableEntity Of(string service, string cluster, ReminderEntry reminder) =>
        new(Partition(service, reminder.GrainId), Key(reminder.GrainId, reminder.ReminderName))
        {
            ["GrainReference"] = reminder.GrainId.ToString(),
            ["ReminderName"] = reminder.ReminderName,
            ["ServiceId"] = service,
            ["DeploymentId"] = cluster,
            ["StartAt"] = TableText.Time(reminder.StartAt),
            ["Period"] = reminder.Period.ToString("c", CultureInfo.InvariantCulture),
            ["GrainRefConsistentHash"] = reminder.GrainId.GetUniformHashCode().ToString("X8", CultureInfo.InvariantCulture),
        };

    public static ReminderEntry Read(TableEntity row) => new()
    {
        GrainId = GrainId.Parse(row.Text("GrainReference"), CultureInfo.InvariantCulture),
        ReminderName = row.Text("ReminderName"),
        StartAt = TableText.Time(row.Text("StartAt")),
        Period = TimeSpan.ParseExact(row.Text("Period"), "c", CultureInfo.InvariantCulture),
        ETag = row.ETag.ToString(),
    };
}
