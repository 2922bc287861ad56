using RedConnect.Api.Sessions;
using RedConnect.Api.SignIn;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Sessions;

namespace RedConnect.Api.Portal;

/// <summary>Changing one's own password, and replacing a lost one with the recovery sheet.</summary>
internal static class PasswordEndpoints
{
    public static void MapPasswords(this RouteGroupBuilder api)
    {
        api.MapPut("/session/password", ChangeOwn).RequireAuthorization(Access.AnySession);
        api.MapPost("/sheet/ring", Open).AllowAnonymous();
        api.MapPost("/sheet/password", Recover).AllowAnonymous();
    }

    /// <summary>All sessions of the user end; this browser gets another one.</summary>
    private static async Task<IResult> ChangeOwn(OwnPasswordBody body, SignInDoor door, SignedIn signedIn,
        PasswordActs acts, HttpContext context)
    {
        if (Session.Of(context.User) is not { } session)
        {
            return Problems.Of(401, "signedOut");
        }

        var proof = await door.Confirm(session, body.AuthKey, context);
        if (proof.Outcome is not SignInOutcome.SignedIn)
        {
            return SignedIn.Refusal(proof);
        }

        var answer = await acts.Change(session, body.Password.ToPassword(isInitial: false), context.RequestAborted);
        return answer is { Outcome: ActOutcome.Done, User: { } user }
            ? await signedIn.Begin(
                new SessionView(session.Practice, user, session.Workplace, session.UserKeyName), context)
            : UserAnswers.ToResult(answer);
    }

    private static async Task<IResult> Open(SheetProofBody body, SignInDoor door, IGrainFactory grains,
        HttpContext context)
    {
        var practice = ShortName.KeyName(body.Practice);
        var answer = await door.ShowSheet(practice, ShortName.KeyName(body.User), body.Auth, context);
        if (answer.User is not { } user
            || await grains.GetGrain<IPracticeGrain>(practice).Sheet(context.RequestAborted) is not { } sheet)
        {
            return SignedIn.Refusal(answer);
        }

        var keys = await grains.GetGrain<IRosterGrain>(practice).Keys(context.RequestAborted);
        return Results.Ok(SheetRingView.Of(user, sheet, keys));
    }

    private static async Task<IResult> Recover(PasswordRecoveryBody body, SignInDoor door, PasswordActs acts,
        HttpContext context)
    {
        var practice = ShortName.KeyName(body.Sheet.Practice);
        var answer = await door.ShowSheet(practice, ShortName.KeyName(body.Sheet.User), body.Sheet.Auth, context);
        return answer.User is not { } user
            ? SignedIn.Refusal(answer)
            : await acts.Recover(practice, user.Id, body.Password.ToPassword(isInitial: false),
                context.RequestAborted) is { Outcome: not ActOutcome.Done } refused
                ? UserAnswers.ToResult(refused)
                : Results.NoContent();
    }
}
