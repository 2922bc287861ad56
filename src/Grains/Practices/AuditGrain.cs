using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Grains.Practices;

/// <summary>A line of the audit list: what happened when, by whom.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.AuditEntry")]
internal sealed record AuditEntry(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string What,
    [property: Id(2)] string UserId,
    [property: Id(3)] string Workplace);

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
    [PersistentState("audit", GrainsFeature.StorageName)] IPersistentState<StoredAudit> stored,
    TimeProvider time) : Grain, IAuditGrain
{
    private const int Most = 500;

    private ImmutableArray<AuditEntry> Entries => stored.State.Entries;

    public Task Add(string what, string userId, string workplace, CancellationToken cancellation)
    {
        var entry = new AuditEntry(time.GetUtcNow(), what, userId, workplace);
        return stored.Write(this,
            new StoredAudit { Entries = [.. Entries.Skip(Entries.Length + 1 - Most), entry] });
    }

    public Task AddOnce(string what, string userId, string workplace, CancellationToken cancellation) =>
        Entries.Any(entry => (entry.What, entry.UserId, entry.Workplace) == (what, userId, workplace))
            ? Task.CompletedTask
            : Add(what, userId, workplace, cancellation);
}
