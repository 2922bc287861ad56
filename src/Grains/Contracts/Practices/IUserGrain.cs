using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Practices;

/// <summary>
/// A person of a practice. Key: the practice's key, a dash, and SHA-256 of the normalised short name. What changes
/// rights or passwords is called by the roster only.
/// </summary>
[Alias("redconnect.IUserGrain")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>Stores a user whom the roster does not have yet, inactive.</summary>
    [Alias("Store")]
    Task Store(NewUser user, bool isInitial, CancellationToken cancellation = default);

    /// <summary>Sets the rights; nothing if they are so already. Deactivating ends all sessions.</summary>
    [Alias("Apply")]
    Task Apply(Roles roles, bool isActive, ImmutableArray<byte> sealedCard, CancellationToken cancellation = default);

    /// <summary>Sets the password and ends all sessions. Set already, it changes nothing.</summary>
    [Alias("SetPassword")]
    Task<UserAnswer> SetPassword(NewPassword password, CancellationToken cancellation = default);

    /// <summary>The user, if active and this is the key of their password; otherwise null.</summary>
    [Alias("Check")]
    Task<UserView?> Check(ImmutableArray<byte> authKey, CancellationToken cancellation = default);

    /// <summary>The user, if there is an active one.</summary>
    [Alias("Find")]
    Task<UserView?> Find(CancellationToken cancellation = default);

    /// <summary>The user, deactivated or not; null if there is none.</summary>
    [Alias("Read")]
    Task<UserView?> Read(CancellationToken cancellation = default);

    /// <summary>
    /// Notes a session. Returns the ids of sessions that are now too many; the caller ends them.
    /// </summary>
    [Alias("Begin")]
    Task<ImmutableArray<string>> Begin(string session, CancellationToken cancellation = default);

    /// <summary>Ids of the newest sessions, ended ones included, oldest first.</summary>
    [Alias("Sessions")]
    Task<ImmutableArray<string>> Sessions(CancellationToken cancellation = default);
}
