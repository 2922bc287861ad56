using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Grains.Practices;

/// <summary>A user at rest.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredUser")]
internal sealed record StoredUser
{
    [Id(0)]
    public string Id { get; init; } = "";

    [Id(1)]
    public Roles Roles { get; init; }

    [Id(2)]
    public ImmutableArray<byte> SealedFullName { get; init; } = [];

    [Id(3)]
    public Verifier Verifier { get; init; } = Verifier.Nobody;

    [Id(4)]
    public ImmutableArray<byte> WrappedKeyRing { get; init; } = [];

    [Id(5)]
    public bool Active { get; init; }

    /// <summary>Ids of the newest sessions, ended ones included, oldest first.</summary>
    [Id(6)]
    public ImmutableArray<string> Sessions { get; init; } = [];

    [Id(7)]
    public ImmutableArray<byte> SealedCard { get; init; } = [];

    [Id(8)]
    public ImmutableArray<byte> SealedNamingKey { get; init; } = [];

    [Id(9)]
    public bool MustChangePassword { get; init; }

    [Id(10)]
    public int Passwords { get; init; }

    [Id(11)]
    public long Revision { get; init; } = 1;

    public StoredUser With(Credentials credentials, bool isInitial) => this with
    {
        Verifier = Verifier.Of(credentials.AuthKey),
        WrappedKeyRing = credentials.WrappedKeyRing,
        SealedNamingKey = credentials.SealedNamingKey,
        MustChangePassword = isInitial,
        Passwords = Passwords + 1,
    };

    public UserView ToView() => new(
        Id, Roles, SealedFullName, SealedCard, WrappedKeyRing, SealedNamingKey, Active, MustChangePassword, Passwords,
        Revision);

    public override string ToString() => $"{nameof(StoredUser)} {Roles}";
}

/// <summary>A user of a practice. It never sees a password, and opens nothing it holds.</summary>
[GrainType("user")]
internal sealed class UserGrain(
    [PersistentState("user", GrainsFeature.StorageName)] IPersistentState<StoredUser> stored) : Grain, IUserGrain
{
    /// <summary>More browsers than a person uses; a session that is never used again goes with the next ones.</summary>
    private const int MostSessions = 20;

    private StoredUser User => stored.State;

    private UserView? View => User.Active ? User.ToView() : null;

    public Task Store(NewUser user, bool isInitial, CancellationToken cancellation) =>
        stored.Write(this, new StoredUser
        {
            Id = user.Id,
            Roles = user.Roles,
            SealedFullName = user.SealedFullName,
            SealedCard = user.SealedCard,
        }.With(user.Credentials, isInitial));

    public Task Apply(Roles roles, bool isActive, ImmutableArray<byte> sealedCard, CancellationToken cancellation) =>
        (User.Roles, User.Active) == (roles, isActive) && User.SealedCard.SequenceEqual(sealedCard)
            ? Task.CompletedTask
            : stored.Write(this, User with
            {
                Roles = roles,
                Active = isActive,
                SealedCard = sealedCard,
                Passwords = User.Passwords + (User.Active && !isActive ? 1 : 0),
                Revision = User.Revision + 1,
            });

    public async Task<UserAnswer> SetPassword(NewPassword password, CancellationToken cancellation)
    {
        if (User.Verifier.Matches(password.Credentials.AuthKey)
            && User.WrappedKeyRing.SequenceEqual(password.Credentials.WrappedKeyRing))
        {
            return new(ActOutcome.Done, User.ToView());
        }

        if (User.Revision != password.Seen)
        {
            return new(ActOutcome.ChangedMeanwhile, User.ToView());
        }

        await stored.Write(this, User.With(password.Credentials, password.IsInitial) with
        {
            SealedCard = password.SealedCard,
            Revision = User.Revision + 1,
        });
        return new(ActOutcome.Done, User.ToView());
    }

    /// <summary>The same work whether the user or the password is wrong.</summary>
    public Task<UserView?> Check(ImmutableArray<byte> authKey, CancellationToken cancellation)
    {
        stored.ForgetUnlessStored(this);
        return Task.FromResult(User.Verifier.Matches(authKey) ? View : null);
    }

    public Task<UserView?> Find(CancellationToken cancellation)
    {
        stored.ForgetUnlessStored(this);
        return Task.FromResult(View);
    }

    public Task<UserView?> Read(CancellationToken cancellation) =>
        Task.FromResult(stored.ForgetUnlessStored(this) ? User.ToView() : null);

    public async Task<ImmutableArray<string>> Begin(string session, CancellationToken cancellation)
    {
        ImmutableArray<string> all = [.. User.Sessions, session];
        var tooMany = Math.Max(0, all.Length - MostSessions);
        await stored.Write(this, User with { Sessions = all[tooMany..] });
        return all[..tooMany];
    }

    public Task<ImmutableArray<string>> Sessions(CancellationToken cancellation) => Task.FromResult(User.Sessions);
}
