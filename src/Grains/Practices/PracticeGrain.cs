using System.Collections.Immutable;
using System.Security.Cryptography;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Grains.Practices;

/// <summary>
/// A practice: its users, workplaces and recovery sheet. It never sees a password, and opens nothing it holds.
/// </summary>
[GrainType("practice")]
internal sealed partial class PracticeGrain(
    [PersistentState("practice", Storage.Name)] IPersistentState<StoredPractice> stored,
    TimeProvider time,
    ILogger<PracticeGrain> log) : Grain, IPracticeGrain
{
    private readonly LoginChallenges challenges = new();

    private StoredPractice Practice => stored.State;

    public async Task<bool> Register(NewPractice practice, CancellationToken cancellation)
    {
        if (Practice.Exists)
        {
            return WasFoundedBy(practice);
        }

        var now = time.GetUtcNow();
        await stored.Write(this, Founded(practice, now));
        LogRegistered();
        return true;
    }

    public Task<ImmutableArray<byte>> Challenge(CancellationToken cancellation) =>
        Task.FromResult(challenges.Issue(time.GetUtcNow()));

    public async Task<SignInAnswer> SignIn(SignIn attempt, CancellationToken cancellation)
    {
        var (outcome, user) = Check(attempt);
        if (user is null)
        {
            return Refused(outcome);
        }

        if (Practice.Approved(attempt.Workplace) is not { } workplace || !Signed(attempt, workplace.PublicKey))
        {
            return Refused(SignInOutcome.WorkplaceUnknown);
        }

        await stored.Write(this, Practice.With(Entry("login", user, workplace.Id)));
        return Welcome(user, workplace.Id);
    }

    public async Task<SignInAnswer> Recover(Recovery attempt, CancellationToken cancellation)
    {
        var (outcome, user) = Check(attempt.SignIn);
        if (user is null)
        {
            return Refused(outcome);
        }

        if (!IsSheet(attempt.SheetAuth)
            || !Signed(attempt.SignIn, attempt.Workplace.PublicKey)
            || Practice.Workplaces.Any(w => w.Id == attempt.Workplace.Id))
        {
            return Refused(SignInOutcome.WrongSheet);
        }

        var workplace = Approve(attempt.Workplace, time.GetUtcNow());
        await stored.Write(this,
            (Practice with { Workplaces = Practice.Workplaces.Add(workplace) })
            .With(Entry("workplace approved by sheet", user, workplace.Id)));
        return Welcome(user, workplace.Id);
    }

    public async Task<bool> NameWorkplace(string workplace, ImmutableArray<byte> sealedName,
        CancellationToken cancellation)
    {
        if (Practice.Approved(workplace) is not { } present)
        {
            return false;
        }

        var named = present with { SealedName = sealedName };
        await stored.Write(this, Practice with { Workplaces = Practice.Workplaces.Replace(present, named) });
        return true;
    }

    public Task<SignedIn?> Session(string userId, string workplace, CancellationToken cancellation) =>
        Task.FromResult(Practice.Users.FirstOrDefault(u => u.Active && u.Id == userId) is { } user
            && Practice.Approved(workplace) is not null
            ? View(user, workplace)
            : null);

    /// <summary>
    /// Whether a registration is the one that founded this practice. It opens a session without a signature, so the
    /// password alone must not be enough: the sheet and the approved workplace are compared, too.
    /// </summary>
    private bool WasFoundedBy(NewPractice practice) =>
        IsSheet(practice.SheetAuth)
        && Practice.Approved(practice.Workplace.Id) is { } workplace
        && workplace.PublicKey.SequenceEqual(practice.Workplace.PublicKey)
        && Practice.User(practice.UserKeyName) is { } user
        && user.Id == practice.UserId
        && user.Verifier.Matches(practice.AuthKey);

    private bool IsSheet(ImmutableArray<byte> auth) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(auth.AsSpan()), Practice.SheetHash.AsSpan());

    /// <summary>The same work and the same answer whether practice, user or password is wrong.</summary>
    private (SignInOutcome Outcome, StoredUser? User) Check(SignIn attempt)
    {
        var user = Practice.User(attempt.UserKeyName);
        var right = (user?.Verifier ?? Verifier.Nobody).Matches(attempt.AuthKey) && user is not null;
        var fresh = challenges.Use(attempt.Challenge, time.GetUtcNow());
        return !right ? (SignInOutcome.WrongCredentials, null)
            : !fresh ? (SignInOutcome.StaleChallenge, null)
            : (SignInOutcome.Welcome, user);
    }

    private bool Signed(SignIn attempt, ImmutableArray<byte> publicKey) => LoginChallenges.Signed(
        publicKey,
        LoginChallenges.Message(this.GetPrimaryKeyString(), attempt.UserKeyName, attempt.Challenge),
        attempt.Signature);

    private static StoredPractice Founded(NewPractice practice, DateTimeOffset now) => new()
    {
        Users =
        [
            new StoredUser(practice.UserId, practice.UserKeyName, Roles.Practitioner | Roles.Administrator,
                practice.SealedFullName, Verifier.Of(practice.AuthKey), practice.WrappedKeyRing, true),
        ],
        Workplaces = [Approve(practice.Workplace, now)],
        SheetHash = [.. SHA256.HashData(practice.SheetAuth.AsSpan())],
        SheetKeyRing = practice.SheetKeyRing,
        Audit = [new AuditEntry(now, "registered", practice.UserId, practice.Workplace.Id)],
    };

    private static StoredWorkplace Approve(NewWorkplace workplace, DateTimeOffset now) =>
        new(workplace.Id, workplace.PublicKey, workplace.SealedName, WorkplaceStatus.Approved, now);

    private AuditEntry Entry(string what, StoredUser user, string workplace) =>
        new(time.GetUtcNow(), what, user.Id, workplace);

    private SignInAnswer Welcome(StoredUser user, string workplace)
    {
        LogSignedIn();
        return new SignInAnswer(SignInOutcome.Welcome, View(user, workplace));
    }

    private SignInAnswer Refused(SignInOutcome outcome)
    {
        LogRefused(outcome);
        return new SignInAnswer(outcome);
    }

    private static SignedIn View(StoredUser user, string workplace) =>
        new(user.Id, user.Roles, user.SealedFullName, user.WrappedKeyRing, workplace);

    [LoggerMessage(2001, LogLevel.Information, "A practice was registered.")]
    private partial void LogRegistered();

    [LoggerMessage(2002, LogLevel.Information, "A user signed in.")]
    private partial void LogSignedIn();

    [LoggerMessage(2003, LogLevel.Information, "A sign-in was refused: {Outcome}.")]
    private partial void LogRefused(SignInOutcome outcome);
}
