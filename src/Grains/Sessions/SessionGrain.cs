using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Sessions;

namespace RedConnect.Grains.Sessions;

/// <summary>A session at rest.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredSession")]
internal sealed record StoredSession
{
    [Id(0)]
    public string Practice { get; init; } = "";

    [Id(1)]
    public string UserKeyName { get; init; } = "";

    [Id(2)]
    public string Workplace { get; init; } = "";

    [Id(3)]
    public DateTimeOffset Since { get; init; }

    /// <summary>At most a quarter of an hour too early.</summary>
    [Id(4)]
    public DateTimeOffset LastSeen { get; init; }

    [Id(5)]
    public int Passwords { get; init; }

    public override string ToString() => nameof(StoredSession);
}

/// <summary>
/// One session. A working day of use ends it, so that a stolen cookie is worth one day at most; 12 hours without use
/// end it, so that one that was left open is gone the next morning.
/// </summary>
[GrainType("session")]
internal sealed class SessionGrain(
    [PersistentState("session", GrainsFeature.StorageName)] IPersistentState<StoredSession> stored,
    TimeProvider time) : Grain, ISessionGrain
{
    private static readonly TimeSpan LongestUse = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(12);
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(15);
    private DateTimeOffset lastSeen;

    private StoredSession Session => stored.State;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        lastSeen = Session.LastSeen;
        return Task.CompletedTask;
    }

    public Task Begin(NewSession session, CancellationToken cancellation)
    {
        lastSeen = time.GetUtcNow();
        return stored.Write(this, new StoredSession
        {
            Practice = session.Practice,
            UserKeyName = session.UserKeyName,
            Workplace = session.Workplace,
            Since = lastSeen,
            LastSeen = lastSeen,
            Passwords = session.Passwords,
        });
    }

    public async Task<SessionView?> Find(CancellationToken cancellation)
    {
        if (!stored.ForgetUnlessStored(this))
        {
            return null;
        }

        if (await User(cancellation) is not { } user)
        {
            await End(cancellation);
            return null;
        }

        await Note(time.GetUtcNow());
        return new SessionView(Session.Practice, user, Session.Workplace, Session.UserKeyName);
    }

    public async Task<ListedSession?> Read(string practice, CancellationToken cancellation) =>
        stored.ForgetUnlessStored(this) && Session.Practice == practice && await User(cancellation) is { } user
            ? new(this.GetPrimaryKeyString(), user.Id, Session.Workplace, Session.Since, lastSeen)
            : null;

    public async Task End(CancellationToken cancellation)
    {
        var practice = Session.Practice;
        await stored.Delete(this);
        if (practice.Length > 0)
        {
            GrainFactory.GetGrain<ILobbyGrain>(practice).SessionEnded(this.GetPrimaryKeyString()).Ignore();
        }
    }

    /// <summary>The user, as long as the session is good and they and their workplace may be here.</summary>
    private async Task<UserView?> User(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (now >= Session.Since + LongestUse || now >= lastSeen + LongestPause)
        {
            return null;
        }

        var user = GrainFactory.GetGrain<IUserGrain>($"{Session.Practice}-{Session.UserKeyName}").Find(cancellation);
        var key = GrainFactory.GetGrain<IWorkplaceGrain>($"{Session.Practice}-{Session.Workplace}").Key(cancellation);
        return (await key).IsEmpty || await user is not { } found || found.Passwords != Session.Passwords
            ? null
            : found;
    }

    private async Task Note(DateTimeOffset now)
    {
        lastSeen = now;
        if (now - Session.LastSeen > Precision)
        {
            await stored.Write(this, Session with { LastSeen = now });
        }
    }
}
