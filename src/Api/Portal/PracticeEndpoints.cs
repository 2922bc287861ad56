using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using RedConnect.Api.Doors;
using RedConnect.Api.Sessions;
using RedConnect.Api.SignIn;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Sessions;

namespace RedConnect.Api.Portal;

/// <summary>Registering, signing in and out.</summary>
internal static class PracticeEndpoints
{
    public static void MapPractices(this RouteGroupBuilder api)
    {
        api.MapGet("/registration", (Registration registration) => new RegistrationView(registration.Mode))
            .AllowAnonymous();
        api.MapPost("/practices", Register).AllowAnonymous();
        api.MapPost("/session/challenge", Challenge).AllowAnonymous();
        api.MapPost("/session", SignIn).AllowAnonymous();
        api.MapGet("/session", Current).RequireAuthorization(Access.AnySession);
        api.MapGet("/session/token", Token).AllowAnonymous();
        api.MapDelete("/session", SignOut).AllowAnonymous();
    }

    /// <summary>Signs nobody in: who repeats a registration proves nothing by it.</summary>
    private static async Task<IResult> Register(RegisterBody body, Registration registration, IGrainFactory grains,
        AttemptLimits limits, HttpContext context)
    {
        var networks = NetworkLimits.For("registration", context);
        if (await limits.Count(networks, context.RequestAborted) is var wait && wait > TimeSpan.Zero)
        {
            return Problems.Throttled(wait);
        }

        if (registration.Refusal(body.Invitation) is { } refusal)
        {
            return Problems.Of(403, refusal);
        }

        var practice = grains.GetGrain<IPracticeGrain>(ShortName.KeyName(body.Practice));
        return await practice.Register(body.ToPractice(), context.RequestAborted)
            ? Results.Created()
            : Problems.Of(409, "shortNameTaken");
    }

    private static IResult Challenge(ChallengeBody body, LoginChallenge challenges) =>
        Results.Ok(new { challenge = challenges.Issue(ShortName.KeyName(body.Practice)) });

    private static async Task<IResult> SignIn(SignInBody body, SignInDoor door, SignedIn signedIn, HttpContext context)
    {
        var proof = body.ToProof();
        return await signedIn.Answer(await door.SignIn(proof, context), proof, "signedIn", context);
    }

    /// <summary>
    /// For the header of requests that change something. Belongs to the session: signing in or out makes it stale.
    /// </summary>
    private static IResult Token(IAntiforgery antiforgery, HttpContext context) =>
        Results.Ok(new { token = antiforgery.GetAndStoreTokens(context).RequestToken });

    private static async Task<IResult> Current(SignedIn signedIn, IGrainFactory grains, HttpContext context) =>
        Session.IdOf(context.User) is { } id
        && await grains.GetGrain<ISessionGrain>(id).Find(context.RequestAborted) is { } session
            ? await signedIn.Show(session, context)
            : Problems.Of(401, "signedOut");

    private static async Task SignOut(IGrainFactory grains, HttpContext context)
    {
        await Session.End(context, grains);
        await context.SignOutAsync();
    }
}
