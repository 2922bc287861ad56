namespace RedConnect.Tests.Stores;

/// <summary>What every store of reminders must do.</summary>
public abstract class ReminderTableSpecification : IAsyncLifetime
{
    // Far enough that no silo runs them.
    private static readonly DateTime Later = new(2099, 11, 25, 8, 0, 0, 500, DateTimeKind.Utc);

    /// <summary>Gets the store.</summary>
    protected abstract IReminderTable Table { get; }

    public Task InitializeAsync() => Table.TestOnlyClearTable();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_reminder_is_read_as_it_was_written()
    {
        var etag = await Upsert(Reminder("room"));
        var read = await Table.ReadRow(Grain("room"), "retention");
        Assert.Equal((Grain("room"), "retention"), (read?.GrainId, read?.ReminderName));
        Assert.Equal((Later, TimeSpan.FromDays(1), etag), (read?.StartAt, read?.Period, read?.ETag));
    }

    [Fact]
    public async Task A_reminder_that_was_never_written_is_not_found()
    {
        await Upsert(Reminder("room"));
        Assert.Null(await Table.ReadRow(Grain("room"), "other"));
        Assert.Null(await Table.ReadRow(Grain("other"), "retention"));
        Assert.Empty((await Table.ReadRows(Grain("other"))).Reminders);
    }

    [Fact]
    public async Task A_grain_has_its_own_reminders_only()
    {
        await Upsert(Reminder("room", "one"));
        await Upsert(Reminder("room", "two"));
        await Upsert(Reminder("room2", "one"));
        var names = (await Table.ReadRows(Grain("room"))).Reminders.Select(reminder => reminder.ReminderName);
        Assert.Equal(["one", "two"], names.Order());
    }

    [Fact]
    public async Task Writing_again_replaces_the_reminder_and_its_etag()
    {
        var reminder = Reminder("room");
        var before = await Upsert(reminder);
        (reminder.StartAt, reminder.Period) = (Later.AddMinutes(1), TimeSpan.FromHours(3));
        var after = await Upsert(reminder);
        Assert.NotEqual(before, after);
        var read = Assert.Single((await Table.ReadRows(Grain("room"))).Reminders);
        Assert.Equal((Later.AddMinutes(1), TimeSpan.FromHours(3), after), (read.StartAt, read.Period, read.ETag));
    }

    [Fact]
    public async Task A_reminder_changed_meanwhile_is_not_removed()
    {
        var old = await Upsert(Reminder("room"));
        var now = await Upsert(Reminder("room"));
        Assert.False(await Table.RemoveRow(Grain("room"), "retention", old));
        Assert.NotNull(await Table.ReadRow(Grain("room"), "retention"));
        Assert.True(await Table.RemoveRow(Grain("room"), "retention", now));
        Assert.Null(await Table.ReadRow(Grain("room"), "retention"));
        Assert.False(await Table.RemoveRow(Grain("room"), "retention", now));
    }

    [Fact]
    public async Task Ranges_of_the_ring_are_open_below_closed_above_and_wrap()
    {
        var reminders = Enumerable.Range(1, 12).Select(n => Reminder($"room{n}"))
            .OrderBy(reminder => reminder.GrainId.GetUniformHashCode()).ToList();
        await Task.WhenAll(reminders.Select(Upsert));
        var hashes = reminders.ConvertAll(reminder => reminder.GrainId.GetUniformHashCode());
        var (low, high) = (hashes[3], hashes[8]);
        Assert.Equal(hashes[4..9], await Hashes(low, high));
        Assert.Equal([.. hashes[..4], .. hashes[9..]], await Hashes(high, low));
        Assert.Equal(hashes[..4], await Hashes(hashes[11], low));
        Assert.Equal([], await Hashes(low, low + 1));
        Assert.Equal(hashes, await Hashes(low, low));
        Assert.Equal(hashes, await Hashes(0, 0));
        Assert.Equal(hashes, await Hashes(0, uint.MaxValue));
        Assert.Equal(hashes.Where(hash => hash > int.MaxValue), await Hashes(int.MaxValue, uint.MaxValue));
        Assert.Equal(hashes.Where(hash => hash <= int.MaxValue), await Hashes(uint.MaxValue, int.MaxValue));
    }

    protected static GrainId Grain(string key) => GrainId.Create("room", key);

    private static ReminderEntry Reminder(string key, string name = "retention") => Reminder(Grain(key), name);

    protected static ReminderEntry Reminder(GrainId grain, string name) =>
        new() { GrainId = grain, ReminderName = name, StartAt = Later, Period = TimeSpan.FromDays(1) };

    protected async Task<string> Upsert(ReminderEntry reminder) =>
        await Table.UpsertRow(reminder) ?? throw new InvalidOperationException("No etag.");

    private async Task<IEnumerable<uint>> Hashes(uint begin, uint end) =>
        (await Table.ReadRows(begin, end)).Reminders.Select(reminder => reminder.GrainId.GetUniformHashCode()).Order();
}
