using RedConnect.Api.Sessions;
using RedConnect.Api.SignIn;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Sessions;

namespace RedConnect.Api.Portal;

/// <summary>What follows an attempt to sign in: a session and a line in the audit list, or a refusal.</summary>
internal sealed class SignedIn(IGrainFactory grains, Audit audit)
{
    public async Task<IResult> Answer(SignInAnswer answer, Proof proof, string act, HttpContext context)
    {
        if (answer is not { Outcome: SignInOutcome.SignedIn, User: { } user })
        {
            await NoteFailure(answer, proof, context);
            return Refusal(answer);
        }

        await audit.Note(proof.Practice, act, user.Id, proof.Workplace, "", context.RequestAborted);
        return await Begin(new SessionView(proof.Practice, user, proof.Workplace, proof.User), context);
    }

    /// <summary>Another session, in the place of the one that this browser may have.</summary>
    public async Task<IResult> Begin(SessionView session, HttpContext context)
    {
        var (practice, user, workplace, name) = session;
        await Session.Begin(context, grains, new NewSession(practice, name, workplace, user.Passwords));
        return await Show(session, context);
    }

    public async Task<IResult> Show(SessionView session, HttpContext context)
    {
        var keys = await grains.GetGrain<IRosterGrain>(session.Practice).Keys(context.RequestAborted);
        return Results.Ok(SessionBody.Of(session, keys));
    }

    /// <summary>A right password alone opens the names of workplaces: one that asks needs one.</summary>
    public static IResult Refusal(SignInAnswer answer) => answer.Outcome switch
    {
        SignInOutcome.Throttled => Problems.Throttled(answer.Wait),
        SignInOutcome.WorkplaceUnknown => Problems.Of(403, "workplaceUnknown", new()
        {
            ["sealedNamingKey"] = answer.User?.SealedNamingKey.ToArray(),
        }),
        SignInOutcome.WrongSheet => Problems.Of(403, "wrongSheet"),
        SignInOutcome.WrongWorkplace => Problems.Of(403, "wrongWorkplace"),
        SignInOutcome.TooManyRequests => Problems.Of(409, "tooManyRequests"),
        SignInOutcome.StaleChallenge => Problems.Of(409, "staleChallenge"),
        _ => Problems.Of(401, "wrongCredentials"),
    };

    /// <summary>Names that somebody made up are noted nowhere.</summary>
    private async Task NoteFailure(SignInAnswer answer, Proof proof, HttpContext context)
    {
        if (answer.Outcome is SignInOutcome.WrongCredentials
            && await grains.GetGrain<IUserGrain>($"{proof.Practice}-{proof.User}").Find(context.RequestAborted)
                is { } user)
        {
            await audit.Note(proof.Practice, "signInFailed", user.Id, proof.Workplace, "", context.RequestAborted);
        }
    }
}
