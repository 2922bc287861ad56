namespace RedConnect.Grains.Contracts.Practices;

/// <summary>
/// What happened in a practice: registration, logins, approvals; never about patients. Key: the practice's key.
/// </summary>
[Alias("redconnect.IAuditGrain")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>Adds a line; the oldest of more than 500 goes.</summary>
    [Alias("Add")]
    Task Add(string what, string userId, string workplace, CancellationToken cancellation = default);

    /// <summary>Adds a line unless there is one that says the same.</summary>
    [Alias("AddOnce")]
    Task AddOnce(string what, string userId, string workplace, CancellationToken cancellation = default);
}
