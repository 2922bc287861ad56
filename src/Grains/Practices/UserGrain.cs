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

    public override string ToString() => $"{nameof(StoredUser)} {Roles}";
}

/// <summary>A user of a practice. It never sees a password, and opens nothing it holds.</summary>
[GrainType("user")]
internal sealed class UserGrain(
    [PersistentState("user", GrainsFeature.StorageName)] IPersistentState<StoredUser> stored) : Grain, IUserGrain
{
    /// <summary>More browsers than a person uses; a session that is never used again goes with the next ones.</summary>
    private const int MostSessions = 20;

    private UserView? View => stored.State is { Active: true } user
        ? new UserView(user.Id, user.Roles, user.SealedFullName, user.WrappedKeyRing)
        : null;

    public Task Add(NewUser user, CancellationToken cancellation) => stored.RecordExists
        ? Task.CompletedTask
        : stored.Write(this, new StoredUser
        {
            Id = user.Id,
            Roles = user.Roles,
            SealedFullName = user.SealedFullName,
            Verifier = Verifier.Of(user.AuthKey),
            WrappedKeyRing = user.WrappedKeyRing,
            Active = true,
        });

    /// <summary>The same work whether the user or the password is wrong.</summary>
    public Task<UserView?> Check(ImmutableArray<byte> authKey, CancellationToken cancellation)
    {
        stored.ForgetUnlessStored(this);
        return Task.FromResult(stored.State.Verifier.Matches(authKey) ? View : null);
    }

    public Task<UserView?> Find(CancellationToken cancellation)
    {
        stored.ForgetUnlessStored(this);
        return Task.FromResult(View);
    }

    public async Task<ImmutableArray<string>> Begin(string session, CancellationToken cancellation)
    {
        ImmutableArray<string> all = [.. stored.State.Sessions, session];
        var tooMany = Math.Max(0, all.Length - MostSessions);
        await stored.Write(this, stored.State with { Sessions = all[tooMany..] });
        return all[..tooMany];
    }
}
