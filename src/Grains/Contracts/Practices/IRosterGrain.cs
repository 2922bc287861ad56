using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Practices;

/// <summary>
/// Who belongs to a practice with which rights, and the practitioner key pairs that followed the first. The one place
/// that decides about rights, one act after the other. Key: the practice's key.
/// </summary>
[Alias("redconnect.IRosterGrain")]
public interface IRosterGrain : IGrainWithStringKey
{
    /// <summary>
    /// Adds a user whose key ring was made with the practitioner key pair of this revision. Repeated with the same id
    /// and name it changes nothing and answers as before.
    /// </summary>
    [Alias("Add")]
    Task<UserAnswer> Add(
        NewUser user, bool isInitial, long keyRevision, CancellationToken cancellation = default);

    /// <summary>
    /// Changes roles, deactivates, reactivates. What is so already is done. The last active administrator stays.
    /// </summary>
    [Alias("Change")]
    Task<UserAnswer> Change(ChangeAccess access, CancellationToken cancellation = default);

    /// <summary>Sets a password; sessions of the user end.</summary>
    [Alias("SetPassword")]
    Task<UserAnswer> SetPassword(string userId, NewPassword password, CancellationToken cancellation = default);

    /// <summary>All users, in the order they came, with <see cref="UserView"/> as stored.</summary>
    [Alias("List")]
    Task<ImmutableArray<UserView>> List(CancellationToken cancellation = default);

    /// <summary>The key pairs that followed the first, oldest first.</summary>
    [Alias("Keys")]
    Task<ImmutableArray<PractitionerKeys>> Keys(CancellationToken cancellation = default);

    /// <summary>The sessions of a user, ended ones included, newest last.</summary>
    [Alias("Sessions")]
    Task<ImmutableArray<string>> Sessions(string userId, CancellationToken cancellation = default);
}
