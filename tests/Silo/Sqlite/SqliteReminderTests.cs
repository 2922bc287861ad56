using Microsoft.Extensions.DependencyInjection;
using RedConnect.Tests.Stores;

namespace RedConnect.Tests.Silo.Sqlite;

public sealed class SqliteReminderTests(SqliteFile file) : ReminderTableSpecification, IClassFixture<SqliteFile>
{
    protected override IReminderTable Table => file.Services.GetRequiredService<IReminderTable>();

    /// <summary>The statements are ours (schema.sql).</summary>
    [Theory]
    [InlineData("with/slash\\and#hash?")]
    [InlineData("ümläut-漢字-🙂 %20+&=")]
    [InlineData("'; DROP TABLE OrleansRemindersTable; --")]
    [InlineData("long", 400)]
    public async Task Odd_keys_and_names_are_kept_apart(string key, int length = 0)
    {
        var grain = Grain(key.PadRight(length, 'k'));
        await Upsert(Reminder(grain, key));
        var etag = await Upsert(Reminder(grain, key + "x"));
        Assert.Equal(key, (await Table.ReadRow(grain, key))?.ReminderName);
        Assert.Equal(2, (await Table.ReadRows(grain)).Reminders.Count);
        Assert.True(await Table.RemoveRow(grain, key + "x", etag));
        Assert.Equal(grain, Assert.Single((await Table.ReadRows(0, 0)).Reminders).GrainId);
    }
}
