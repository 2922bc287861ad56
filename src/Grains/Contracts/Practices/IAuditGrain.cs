using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Practices;

/// <summary>A line of the audit list: what happened when, by whom.</summary>
/// <param name="What">A word of docs/portal-api.md, section 12.</param>
/// <param name="UserId">Who did it; empty when nobody had signed in.</param>
/// <param name="Workplace">Where.</param>
/// <param name="Subject">Id of the user, workplace, session or appointment that it was done to; empty for none.</param>
[GenerateSerializer, Immutable, Alias("redconnect.AuditEntry")]
public sealed record AuditEntry(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string What,
    [property: Id(2)] string UserId,
    [property: Id(3)] string Workplace,
    [property: Id(4)] string Subject)
{
    /// <summary>Prints what happened and not to whom.</summary>
    public override string ToString() => $"{nameof(AuditEntry)} {What}";
}

/// <summary>
/// What happened in a practice: registration, logins, approvals; never about patients. Key: the practice's key.
/// </summary>
[Alias("redconnect.IAuditGrain")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>Adds a line. The newest 1000 are kept, for 90 days.</summary>
    [Alias("Add")]
    Task Add(string what, string userId, string workplace, string subject, CancellationToken cancellation = default);

    /// <summary>Adds a line unless there is one that says the same.</summary>
    [Alias("AddOnce")]
    Task AddOnce(string what, string userId, string workplace, CancellationToken cancellation = default);

    /// <summary>The newest lines before an instant, newest first.</summary>
    [Alias("List")]
    Task<ImmutableArray<AuditEntry>> List(
        DateTimeOffset before, int most, CancellationToken cancellation = default);
}
