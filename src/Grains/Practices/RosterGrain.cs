using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Grains.Practices;

/// <summary>
/// The users of a practice. A decision is stored here, then carried to the user's record; every call completes an
/// interrupted one first.
/// </summary>
[GrainType("roster")]
internal sealed class RosterGrain(
    [PersistentState("roster", GrainsFeature.StorageName)] IPersistentState<StoredRoster> stored) : Grain, IRosterGrain
{
    private const int Most = 500;

    private StoredRoster State => stored.State;

    public async Task<UserAnswer> Add(
        NewUser user, bool isInitial, long keyRevision, CancellationToken cancellation)
    {
        await Complete();
        if (State.Members.FirstOrDefault(m => m.KeyName == user.KeyName || m.Id == user.Id) is { } known)
        {
            return (known.KeyName, known.Id) == (user.KeyName, user.Id)
                ? new(ActOutcome.Done, await User(known).Read(cancellation))
                : new(ActOutcome.Taken);
        }

        if (State.Members.Length >= Most || keyRevision != State.KeyRevision)
        {
            return new(State.Members.Length >= Most ? ActOutcome.TooMany : ActOutcome.KeysChanged);
        }

        var member = new Member(user.KeyName, user.Id, user.Roles, IsActive: true);
        await User(member).Store(user, isInitial, cancellation);
        return await Decide(State.With(member, user.SealedCard), member);
    }

    public async Task<UserAnswer> Change(ChangeAccess access, CancellationToken cancellation)
    {
        await Complete();
        if (State.Find(access.UserId) is not { } member || await User(member).Read(cancellation) is not { } user)
        {
            return new(ActOutcome.Unknown);
        }

        var next = member with { Roles = access.Roles, IsActive = access.IsActive };
        if (user.SealedCard.SequenceEqual(access.SealedCard) && next == member)
        {
            return new(ActOutcome.Done, user);
        }

        var changed = State.With(next, access.SealedCard);
        return user.Revision != access.Seen ? new(ActOutcome.ChangedMeanwhile, user)
            : !changed.HasAdministrator ? new(ActOutcome.LastAdministrator, user)
            : changed.WithKeys(State, access.Keys) is not { } complete ? new(ActOutcome.KeysChanged, user)
            : await Decide(complete, next);
    }

    public async Task<UserAnswer> SetPassword(string userId, NewPassword password, CancellationToken cancellation)
    {
        await Complete();
        var answer = State.Find(userId) is not { } member ? new(ActOutcome.Unknown)
            : password.KeyRevision != State.KeyRevision ? new(ActOutcome.KeysChanged)
            : await User(member).SetPassword(password, cancellation);
        TellLobby(answer);
        return answer;
    }

    public async Task<ImmutableArray<UserView>> List(CancellationToken cancellation)
    {
        stored.ForgetUnlessStored(this);
        await Complete();
        var users = await Task.WhenAll(State.Members.Select(member => User(member).Read(cancellation)));
        return [.. users.OfType<UserView>()];
    }

    public Task<ImmutableArray<PractitionerKeys>> Keys(CancellationToken cancellation)
    {
        stored.ForgetUnlessStored(this);
        return Task.FromResult(State.Keys);
    }

    public async Task<ImmutableArray<string>> Sessions(string userId, CancellationToken cancellation) =>
        State.Find(userId) is { } member ? await User(member).Sessions(cancellation) : [];

    private async Task<UserAnswer> Decide(StoredRoster next, Member member)
    {
        await stored.Write(this, next);
        await Complete();
        var answer = new UserAnswer(ActOutcome.Done, await User(member).Read());
        TellLobby(answer);
        return answer;
    }

    private void TellLobby(UserAnswer answer)
    {
        if (answer.Outcome is ActOutcome.Done)
        {
            GrainFactory.GetGrain<ILobbyGrain>(this.GetPrimaryKeyString()).Happened(PracticeChange.Users).Ignore();
        }
    }

    /// <summary>Repeating it is harmless. It goes on when its caller has given up.</summary>
    private async Task Complete()
    {
        if (State.Open is { } open)
        {
            await User(open.Member).Apply(open.Member.Roles, open.Member.IsActive, open.SealedCard);
            await stored.Write(this, State with { Open = null });
        }
    }

    private IUserGrain User(Member member) =>
        GrainFactory.GetGrain<IUserGrain>($"{this.GetPrimaryKeyString()}-{member.KeyName}");
}
