using Azure.Data.Tables;

namespace RedConnect.Tests.AzureStorage.Reminders;

/// <summary>What is particular to Azure tables; all else is in the specification.</summary>
[Collection("azurite")]
public sealed class ReminderTests(Azurite azurite)
{
    private readonly string service = Guid.NewGuid().ToString("N");
    private readonly GrainId grain = GrainId.Parse("room/AB/12#?x", null);

    private TableClient Rows => azurite.Account().GetTableClient("ReminderTests");

    /// <summary>Compared with a row that the official provider wrote.</summary>
    [Fact]
    public async Task A_row_has_the_official_form()
    {
        var table = await Providers.Reminders(azurite.Account(), service);
        await table.UpsertRow(Reminder("reten/tion"));
        Assert.Equal(
            new Dictionary<string, object>
            {
                ["PartitionKey"] = $"{service}_50701EFC",
                ["RowKey"] = "room_AB_12__x-reten_tion",
                ["GrainReference"] = "room/AB/12#?x",
                ["ReminderName"] = "reten/tion",
                ["ServiceId"] = service,
                ["DeploymentId"] = "golden-c",
                ["StartAt"] = "2026-11-25 08:00:00.500 GMT",
                ["Period"] = "1.00:00:00.0000005",
                ["GrainRefConsistentHash"] = "50701EFC",
            },
            (await Rows.GetEntityAsync<TableEntity>($"{service}_50701EFC", "room_AB_12__x-reten_tion")).Value.Properties());
    }

    [Fact]
    [Trait("official", "differs")]
    public async Task A_row_that_cannot_be_read_keeps_no_other_from_running()
    {
        var table = await Providers.Reminders(azurite.Account(), service);
        await table.UpsertRow(Reminder("retention"));
        await Rows.UpsertEntityAsync(new TableEntity($"{service}_00000001", "broken") { ["ServiceId"] = service });
        await Rows.UpsertEntityAsync(new TableEntity($"{service}_50701EFC", "room_AB_12__x-broken") { ["ServiceId"] = service, ["GrainReference"] = $"{grain}", ["StartAt"] = "soon" });
        Assert.Single((await table.ReadRows(0, 0)).Reminders);
        Assert.Single((await table.ReadRows(grain)).Reminders);
        Assert.Null(await table.ReadRow(grain, "broken"));
    }

    [Theory]
    [Trait("official", "differs")]
    [InlineData("ServiceId", "another")]
    [InlineData("GrainReference", "room/AB_12__x")]
    [InlineData("ReminderName", "reten\\tion")]
    public async Task A_row_of_another_reminder_is_not_taken_for_this_one(string property, string value)
    {
        var table = await Providers.Reminders(azurite.Account(), service);
        await table.UpsertRow(Reminder("reten/tion"));
        await Rows.UpsertEntityAsync(new TableEntity($"{service}_50701EFC", "room_AB_12__x-reten_tion") { [property] = value });
        Assert.Null(await table.ReadRow(grain, "reten/tion"));
    }

    [Fact]
    public async Task Services_whose_names_begin_alike_are_kept_apart()
    {
        var (table, longer) = (await Providers.Reminders(azurite.Account(), service), await Providers.Reminders(azurite.Account(), $"{service}_0"));
        await table.UpsertRow(Reminder("one"));
        await longer.UpsertRow(Reminder("two"));
        Assert.Equal("one", Assert.Single((await table.ReadRows(0, 0)).Reminders).ReminderName);
        Assert.Equal("two", Assert.Single((await longer.ReadRows(0, 0)).Reminders).ReminderName);
        await table.TestOnlyClearTable();
        Assert.Empty((await table.ReadRows(0, 0)).Reminders);
        Assert.Single((await longer.ReadRows(0, 0)).Reminders);
    }

    private ReminderEntry Reminder(string name) =>
        new() { GrainId = grain, ReminderName = name, StartAt = Silos.Now.AddMilliseconds(500.4), Period = TimeSpan.FromDays(1) + TimeSpan.FromTicks(5) };
}
