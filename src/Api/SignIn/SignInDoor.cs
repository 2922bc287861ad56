using RedConnect.Api.Doors;
using RedConnect.Api.Sessions;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Throttling;

namespace RedConnect.Api.SignIn;

/// <summary>The proof of a sign-in. Practice and user are hashes of their names.</summary>
internal sealed record Proof(
    string Practice, string User, byte[] AuthKey, string Workplace, byte[] Challenge, byte[] Signature)
{
    public override string ToString() => nameof(Proof);
}

/// <summary>How a sign-in ended.</summary>
internal enum SignInOutcome
{
    SignedIn,
    Requested,
    TooManyRequests,
    WrongWorkplace,
    WrongCredentials,
    StaleChallenge,
    WorkplaceUnknown,
    WrongSheet,
    Throttled,
}

/// <summary>
/// The outcome; with it the user whose password was right, or how long to wait. A right password alone is no sign-in.
/// </summary>
internal readonly record struct SignInAnswer(SignInOutcome Outcome, UserView? User = null, TimeSpan Wait = default);

/// <summary>
/// What a sign-in passes, cheapest first: the challenge, which no server keeps; the workplace's signature, which
/// decides whose attempt it is; the limit of that; the password. Nothing of it runs in a grain that calls use, and
/// names that do not exist are asked for like others.
/// </summary>
internal sealed class SignInDoor(
    IGrainFactory grains, LoginChallenge challenges, AttemptLimits limits, TimeProvider time)
{
    private const string Kind = "sign-in";

    /// <summary>Refusals take a whole number of these, so that time does not tell which names exist.</summary>
    private static readonly TimeSpan ReplyTime = TimeSpan.FromMilliseconds(200);
    private static readonly Bucket OfUser = new(10, TimeSpan.FromMinutes(1));
    private static readonly Bucket OfWorkplace = new(10, TimeSpan.FromSeconds(30));

    /// <summary>From an approved workplace.</summary>
    public Task<SignInAnswer> SignIn(Proof proof, HttpContext from) => Padded(async () =>
    {
        if (!challenges.IsFresh(proof.Challenge, proof.Practice))
        {
            return new(SignInOutcome.StaleChallenge);
        }

        var key = await Workplace(proof).Key(from.RequestAborted);
        var isProven = IsSigned(proof, key.AsSpan());
        return await Counted(isProven ? [OfThe(proof)] : Anonymous(proof, from), from, async () =>
            await User(proof).Check([.. proof.AuthKey], from.RequestAborted) is not { } user
                ? new(SignInOutcome.WrongCredentials)
                : new(isProven ? SignInOutcome.SignedIn : SignInOutcome.WorkplaceUnknown, user));
    });

    /// <summary>From a new workplace, which the recovery sheet approves.</summary>
    public Task<SignInAnswer> Recover(Proof proof, byte[] sheetAuth, NewWorkplace workplace, HttpContext from) =>
        Introduce(proof, workplace, from, SignInOutcome.WrongSheet, async user =>
            await Practice(proof).HasSheet([.. sheetAuth], from.RequestAborted)
            && await Workplaces(proof).Approve(workplace, user.Id, from.RequestAborted)
                ? SignInOutcome.SignedIn
                : SignInOutcome.WrongSheet);

    /// <summary>A new workplace asks to be approved by those that are.</summary>
    public Task<SignInAnswer> Request(Proof proof, NewWorkplace workplace, HttpContext from) =>
        Introduce(proof, workplace, from, SignInOutcome.WrongWorkplace, async user =>
            await Workplaces(proof).Request(workplace, user.Id, from.RequestAborted) switch
            {
                ActOutcome.Done => SignInOutcome.Requested,
                ActOutcome.TooMany => SignInOutcome.TooManyRequests,
                _ => SignInOutcome.WrongWorkplace,
            });

    /// <summary>Somebody who has no password any more, and the recovery sheet. Gives their user.</summary>
    public async Task<SignInAnswer> ShowSheet(string practice, string user, byte[] sheetAuth, HttpContext from)
    {
        var proof = new Proof(practice, user, [], "", [], []);
        return await Counted(Anonymous(proof, from), from, async () =>
            await Practice(proof).HasSheet([.. sheetAuth], from.RequestAborted)
            && await User(proof).Find(from.RequestAborted) is { } found
                ? new(SignInOutcome.SignedIn, found)
                : new(SignInOutcome.WrongSheet));
    }

    /// <summary>Whether this is the password of who is signed in; counted as attempts to sign in are.</summary>
    public Task<SignInAnswer> Confirm(Session session, byte[] authKey, HttpContext from)
    {
        var proof = new Proof(session.Practice, session.UserKeyName, authKey, session.Workplace, [], []);
        return Counted([OfThe(proof)], from, async () =>
            await User(proof).Check([.. authKey], from.RequestAborted) is { } user
                ? new(SignInOutcome.SignedIn, user)
                : new(SignInOutcome.WrongCredentials));
    }

    /// <summary>With a password, from a browser that signs with the key it introduces itself with.</summary>
    private Task<SignInAnswer> Introduce(
        Proof proof, NewWorkplace workplace, HttpContext from, SignInOutcome unsigned,
        Func<UserView, Task<SignInOutcome>> next) => Padded(async () =>
        !challenges.IsFresh(proof.Challenge, proof.Practice)
            ? new(SignInOutcome.StaleChallenge)
            : await Counted(Anonymous(proof, from), from, async () =>
                await User(proof).Check([.. proof.AuthKey], from.RequestAborted) is not { } user
                    ? new(SignInOutcome.WrongCredentials)
                    : new(IsSigned(proof, workplace.PublicKey.AsSpan()) ? await next(user) : unsigned, user)));

    /// <summary>Counted before it is tried; a success forgets what this user or workplace did wrong.</summary>
    private async Task<SignInAnswer> Counted(
        IReadOnlyList<Limit> counted, HttpContext from, Func<Task<SignInAnswer>> attempt)
    {
        if (await limits.Count(counted, from.RequestAborted) is var wait && wait > TimeSpan.Zero)
        {
            return new(SignInOutcome.Throttled, Wait: wait);
        }

        var answer = await attempt();
        if (answer.Outcome is SignInOutcome.SignedIn or SignInOutcome.WorkplaceUnknown or SignInOutcome.Requested)
        {
            await limits.GiveBack([.. counted.SkipLast(1)], CancellationToken.None);
            await limits.Forget(counted[^1], CancellationToken.None);
        }

        return answer;
    }

    private async Task<SignInAnswer> Padded(Func<Task<SignInAnswer>> attempt)
    {
        var asked = time.GetTimestamp();
        var answer = await attempt();
        if (answer.Outcome is SignInOutcome.WrongCredentials)
        {
            var spent = time.GetElapsedTime(asked);
            await Task.Delay(ReplyTime - TimeSpan.FromTicks(spent.Ticks % ReplyTime.Ticks), time);
        }

        return answer;
    }

    private static bool IsSigned(Proof proof, ReadOnlySpan<byte> publicKey) => LoginChallenge.IsSigned(
        publicKey, LoginChallenge.Message(proof.Practice, proof.User, proof.Challenge), proof.Signature);

    private static Limit OfThe(Proof proof) => new($"workplace {proof.Practice} {proof.Workplace}", OfWorkplace);

    /// <summary>The user last: made-up names are counted by the others first.</summary>
    private static IReadOnlyList<Limit> Anonymous(Proof proof, HttpContext from) =>
        [.. NetworkLimits.For(Kind, from), new Limit($"user {proof.Practice} {proof.User}", OfUser)];

    private IPracticeGrain Practice(Proof proof) => grains.GetGrain<IPracticeGrain>(proof.Practice);

    private IWorkplaceListGrain Workplaces(Proof proof) => grains.GetGrain<IWorkplaceListGrain>(proof.Practice);

    private IUserGrain User(Proof proof) => grains.GetGrain<IUserGrain>($"{proof.Practice}-{proof.User}");

    private IWorkplaceGrain Workplace(Proof proof) =>
        grains.GetGrain<IWorkplaceGrain>($"{proof.Practice}-{proof.Workplace}");
}
