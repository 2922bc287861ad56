using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using RedConnect.Api.Doors;
using RedConnect.Api.Sessions;
using RedConnect.Api.SignIn;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Sessions;

namespace RedConnect.Api.Portal;

/// <summary>Registering, signing in and out, recovering.</summary>
internal static class PracticeEndpoints
{
    public static void MapPractices(this RouteGroupBuilder api)
    {
        api.MapPost("/practices", Register).AllowAnonymous();
        api.MapPost("/session/challenge", Challenge).AllowAnonymous();
        api.MapPost("/session", SignIn).AllowAnonymous();
        api.MapPost("/workplaces/recovery", Recover).AllowAnonymous();
        api.MapPut("/workplaces/{id}/name", NameWorkplace).RequireAuthorization();
        api.MapGet("/session", Current).RequireAuthorization();
        api.MapGet("/session/token", Token).AllowAnonymous();
        api.MapDelete("/session", SignOut).AllowAnonymous();
    }

    /// <summary>Signs nobody in: who repeats a registration proves nothing by it.</summary>
    private static async Task<IResult> Register(RegisterBody body, IGrainFactory grains, AttemptLimits limits,
        HttpContext context)
    {
        var networks = NetworkLimits.For("registration", context);
        if (await limits.Count(networks, context.RequestAborted) is var wait && wait > TimeSpan.Zero)
        {
            return Problems.Throttled(wait);
        }

        var practice = grains.GetGrain<IPracticeGrain>(ShortName.KeyName(body.Practice));
        return await practice.Register(body.ToPractice(), context.RequestAborted)
            ? Results.Created()
            : Problems.Of(409, "shortNameTaken");
    }

    private static IResult Challenge(ChallengeBody body, LoginChallenge challenges) =>
        Results.Ok(new { challenge = challenges.Issue(ShortName.KeyName(body.Practice)) });

    private static async Task<IResult> SignIn(SignInBody body, SignInDoor door, IGrainFactory grains,
        HttpContext context) =>
        await Answer(await door.SignIn(body.ToProof(), context), body.ToProof(), "login", grains, context);

    private static async Task<IResult> Recover(RecoveryBody body, SignInDoor door, IGrainFactory grains,
        HttpContext context)
    {
        var proof = body.SignIn.ToProof();
        var answer = await door.Recover(proof, body.SheetAuth, body.Workplace.ToWorkplace(), context);
        return await Answer(answer, proof, "workplace approved by sheet", grains, context);
    }

    private static async Task<IResult> Answer(SignInAnswer answer, Proof proof, string act, IGrainFactory grains,
        HttpContext context)
    {
        if (answer.User is not { } user)
        {
            return Refusal(answer);
        }

        await Session.Begin(context, grains, new NewSession(proof.Practice, proof.User, proof.Workplace));
        await grains.GetGrain<IAuditGrain>(proof.Practice)
            .Add(act, user.Id, proof.Workplace, context.RequestAborted);
        return Results.Ok(SessionBody.Of(new SessionView(proof.Practice, user, proof.Workplace)));
    }

    private static IResult Refusal(SignInAnswer answer) => answer.Outcome switch
    {
        SignInOutcome.Throttled => Problems.Throttled(answer.Wait),
        SignInOutcome.WorkplaceUnknown => Problems.Of(403, "workplaceUnknown"),
        SignInOutcome.WrongSheet => Problems.Of(403, "wrongSheet"),
        SignInOutcome.StaleChallenge => Problems.Of(409, "staleChallenge"),
        _ => Problems.Of(401, "wrongCredentials"),
    };

    /// <summary>A browser names the workplace it signed in from; any time, and again.</summary>
    private static async Task<IResult> NameWorkplace(string id, WorkplaceNameBody body, IGrainFactory grains,
        HttpContext context) =>
        Session.Of(context.User) is { } session && session.Workplace == id
        && await grains.GetGrain<IWorkplaceGrain>($"{session.Practice}-{id}")
            .Name([.. body.SealedName], context.RequestAborted)
            ? Results.NoContent()
            : Problems.Of(404, "unknownWorkplace");

    /// <summary>
    /// For the header of requests that change something. Belongs to the session: signing in or out makes it stale.
    /// </summary>
    private static IResult Token(IAntiforgery antiforgery, HttpContext context) =>
        Results.Ok(new { token = antiforgery.GetAndStoreTokens(context).RequestToken });

    private static async Task<IResult> Current(IGrainFactory grains, HttpContext context) =>
        Session.IdOf(context.User) is { } id
        && await grains.GetGrain<ISessionGrain>(id).Find(context.RequestAborted) is { } session
            ? Results.Ok(SessionBody.Of(session))
            : Problems.Of(401, "signedOut");

    private static async Task SignOut(IGrainFactory grains, HttpContext context)
    {
        await Session.End(context, grains);
        await context.SignOutAsync();
    }
}
