using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Grains.Practices;

/// <summary>An audit list at rest.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredAudit")]
internal sealed record StoredAudit
{
    [Id(0)]
    public ImmutableArray<AuditEntry> Entries { get; init; } = [];

    public override string ToString() => nameof(StoredAudit);
}

/// <summary>
/// The newest lines of a practice's audit list. A reminder deletes lines whose time is over of a practice in which
/// nothing happens any more.
/// </summary>
[GrainType("audit")]
internal sealed class AuditGrain(
    [PersistentState("audit", GrainsFeature.StorageName)] IPersistentState<StoredAudit> stored,
    TimeProvider time) : Grain, IAuditGrain, IRemindable
{
    private const int Most = 1000;
    private const string Reminder = "retention";
    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    /// <summary>A reminder cannot be set for 90 days ahead: it comes daily from here on.</summary>
    private static readonly TimeSpan FirstReminder = TimeSpan.FromDays(40);
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    private IEnumerable<AuditEntry> Kept => stored.State.Entries
        .SkipWhile(entry => entry.At + Retention <= time.GetUtcNow());

    public async Task Add(string what, string userId, string workplace, string subject, CancellationToken cancellation)
    {
        if (!stored.RecordExists)
        {
            await this.RegisterOrUpdateReminder(Reminder, FirstReminder, Period, cancellation);
        }

        var entry = new AuditEntry(time.GetUtcNow(), what, userId, workplace, subject);
        await stored.Write(this, new StoredAudit { Entries = [.. Kept.TakeLast(Most - 1), entry] });
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        ImmutableArray<AuditEntry> kept = [.. Kept];
        if (kept.Length > 0)
        {
            await (kept.Length < stored.State.Entries.Length
                ? stored.Write(this, new StoredAudit { Entries = kept })
                : Task.CompletedTask);
            return;
        }

        await stored.Delete(this);
        if (await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    public Task AddOnce(string what, string userId, string workplace, CancellationToken cancellation) =>
        Kept.Any(entry => (entry.What, entry.UserId, entry.Workplace) == (what, userId, workplace))
            ? Task.CompletedTask
            : Add(what, userId, workplace, "", cancellation);

    public Task<ImmutableArray<AuditEntry>> List(DateTimeOffset before, int most, CancellationToken cancellation)
    {
        stored.ForgetUnlessStored(this);
        return Task.FromResult<ImmutableArray<AuditEntry>>(
            [.. Kept.Reverse().SkipWhile(entry => entry.At >= before).Take(most)]);
    }
}
