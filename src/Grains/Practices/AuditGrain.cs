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

/// <summary>The newest lines of a practice's audit list.</summary>
[GrainType("audit")]
internal sealed class AuditGrain(
    [PersistentState("audit", Storage.Name)] IPersistentState<StoredAudit> stored,
    TimeProvider time) : Grain, IAuditGrain
{
    private const int Most = 1000;
    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    private IEnumerable<AuditEntry> Kept => stored.State.Entries
        .SkipWhile(entry => entry.At + Retention <= time.GetUtcNow());

    public Task Add(string what, string userId, string workplace, string subject, CancellationToken cancellation)
    {
        var entry = new AuditEntry(time.GetUtcNow(), what, userId, workplace, subject);
        return stored.Write(this, new StoredAudit { Entries = [.. Kept.TakeLast(Most - 1), entry] });
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
