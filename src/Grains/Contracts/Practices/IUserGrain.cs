using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Practices;

/// <summary>
/// A person of a practice. Key: the practice's key, a dash, and SHA-256 of the normalised short name.
/// </summary>
[Alias("redconnect.IUserGrain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>Stores a new user; changes nothing if there is one.</summary>
    [Alias("Add")]
    Task Add(NewUser user, CancellationToken cancellation = default);

    /// <summary>The user, if active and this is the key of their password; otherwise null.</summary>
    [Alias("Check")]
    Task<UserView?> Check(ImmutableArray<byte> authKey, CancellationToken cancellation = default);

    /// <summary>The user, if there is an active one.</summary>
    [Alias("Find")]
    Task<UserView?> Find(CancellationToken cancellation = default);

    /// <summary>
    /// Notes a session. Returns the ids of sessions that are now too many; the caller ends them.
    /// </summary>
    [Alias("Begin")]
    Task<ImmutableArray<string>> Begin(string session, CancellationToken cancellation = default);
}
