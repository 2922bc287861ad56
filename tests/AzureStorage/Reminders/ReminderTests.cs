using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.ReminderService;

namespace RedConnect.Tests.AzureStorage.Reminders;

[Collection("azurite")]
public sealed class ReminderTests(Azurite azurite)
{
    private const string TableName = "ReminderTests";
    private readonly string service = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_reminder_is_found_by_grain_and_name()
    {
        var table = await Table();
        var reminder = Reminder(1);
        var etag = await table.UpsertRow(reminder);
        var read = await table.ReadRow(reminder.GrainId, "retention");
        Assert.Equal((reminder.StartAt, reminder.Period, etag), (read?.StartAt, read?.Period, read?.ETag));
        Assert.Null(await table.ReadRow(reminder.GrainId, "other"));
        Assert.Single((await table.ReadRows(reminder.GrainId)).Reminders);
    }

    [Fact]
    public async Task Ranges_of_the_ring_are_open_below_closed_above_and_wrap()
    {
        var table = await Table();
        var reminders = Enumerable.Range(1, 12).Select(Reminder).OrderBy(r => r.GrainId.GetUniformHashCode()).ToList();
        foreach (var reminder in reminders)
        {
            await table.UpsertRow(reminder);
        }

        var hashes = reminders.ConvertAll(r => r.GrainId.GetUniformHashCode());
        var (low, high) = (hashes[3], hashes[8]);
        Assert.Equal(hashes[4..9], await Hashes(table, low, high));
        Assert.Equal([.. hashes[..4], .. hashes[9..]], await Hashes(table, high, low));
        Assert.Equal(hashes, await Hashes(table, low, low));
        Assert.Equal(hashes, await Hashes(table, 0, uint.MaxValue));
    }

    [Fact]
    public async Task A_reminder_changed_meanwhile_is_not_removed()
    {
        var table = await Table();
        var reminder = Reminder(1);
        var old = await table.UpsertRow(reminder) ?? "";
        var now = await table.UpsertRow(reminder) ?? "";
        Assert.False(await table.RemoveRow(reminder.GrainId, "retention", old));
        Assert.True(await table.RemoveRow(reminder.GrainId, "retention", now));
        Assert.False(await table.RemoveRow(reminder.GrainId, "retention", now));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_keeps_no_other_from_running()
    {
        var table = await Table();
        await table.UpsertRow(Reminder(1));
        await azurite.Account().GetTableClient(TableName).UpsertEntityAsync(new TableEntity($"{service}_00000001", "broken") { ["ServiceId"] = service });
        Assert.Single((await table.ReadRows(0, 0)).Reminders);
    }

    private static ReminderEntry Reminder(int n) => new()
    {
        GrainId = GrainId.Create("room", $"room{n}"),
        ReminderName = "retention",
        StartAt = new DateTime(2026, 11, 25, 8, 0, 0, 500, DateTimeKind.Utc),
        Period = TimeSpan.FromDays(1),
    };

    private static async Task<IEnumerable<uint>> Hashes(AzureBasedReminderTable table, uint begin, uint end) =>
        (await table.ReadRows(begin, end)).Reminders.Select(r => r.GrainId.GetUniformHashCode()).Order();

    private async Task<AzureBasedReminderTable> Table()
    {
        var table = new AzureBasedReminderTable(
            Options.Create(new AzureTableReminderStorageOptions { TableName = TableName, TableServiceClient = azurite.Account() }),
            Options.Create(new ClusterOptions { ServiceId = service, ClusterId = "cluster" }));
        await table.StartAsync(default);
        return table;
    }
}
