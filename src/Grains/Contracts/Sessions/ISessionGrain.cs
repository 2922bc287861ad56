using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Grains.Contracts.Sessions;

/// <summary>Who signs in where.</summary>
/// <param name="Practice">Key of the practice.</param>
/// <param name="UserKeyName">SHA-256 of the user's normalised short name, lower-case hexadecimal.</param>
/// <param name="Workplace">Id of the workplace.</param>
/// <param name="Passwords">As <see cref="UserView.Passwords"/>: the session ends with the password.</param>
[GenerateSerializer, Immutable, Alias("redconnect.NewSession")]
public sealed record NewSession(
    [property: Id(0)] string Practice,
    [property: Id(1)] string UserKeyName,
    [property: Id(2)] string Workplace,
    [property: Id(3)] int Passwords)
{
    /// <summary>The keys are hashes of names that can be guessed.</summary>
    public override string ToString() => nameof(NewSession);
}

/// <summary>A session that is good now.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.SessionView")]
public sealed record SessionView(
    [property: Id(0)] string Practice,
    [property: Id(1)] UserView User,
    [property: Id(2)] string Workplace,
    [property: Id(3)] string UserKeyName)
{
    /// <summary>The practice's key is the hash of a name that can be guessed.</summary>
    public override string ToString() => nameof(SessionView);
}

/// <summary>A session as a list shows it.</summary>
/// <param name="LastSeen">At most a quarter of an hour too early.</param>
[GenerateSerializer, Immutable, Alias("redconnect.ListedSession")]
public sealed record ListedSession(
    [property: Id(0)] string Id,
    [property: Id(1)] string UserId,
    [property: Id(2)] string Workplace,
    [property: Id(3)] DateTimeOffset Since,
    [property: Id(4)] DateTimeOffset LastSeen);

/// <summary>
/// A session of the portal, to which a cookie points. Key: the session's id, 32 random hexadecimal digits. It ends by
/// signing out, 12 hours after it was used last, 24 hours after it began, and with its user, password or workplace.
/// </summary>
[Alias("redconnect.ISessionGrain")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Begins the session.</summary>
    [Alias("Begin")]
    Task Begin(NewSession session, CancellationToken cancellation = default);

    /// <summary>Whose session it is, and notes that it is used; null if there is none, or it has ended.</summary>
    [Alias("Find")]
    Task<SessionView?> Find(CancellationToken cancellation = default);

    /// <summary>The session if it is good and this practice's, without using it.</summary>
    [Alias("Read")]
    Task<ListedSession?> Read(string practice, CancellationToken cancellation = default);

    /// <summary>Ends it for good and deletes it.</summary>
    [Alias("End")]
    Task End(CancellationToken cancellation = default);
}
