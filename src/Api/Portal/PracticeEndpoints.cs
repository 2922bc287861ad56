using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using RedConnect.Api.Sessions;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Throttling;

namespace RedConnect.Api.Portal;

/// <summary>Registering, signing in and out, recovering.</summary>
internal static class PracticeEndpoints
{
    public static void MapPractices(this RouteGroupBuilder api)
    {
        api.MapPost("/practices", Register);
        api.MapPost("/session/challenge", Challenge);
        api.MapPost("/session", SignIn);
        api.MapPost("/workplaces/recovery", Recover);
        api.MapPut("/workplaces/{id}/name", NameWorkplace).RequireAuthorization();
        api.MapGet("/session", Current).RequireAuthorization();
        api.MapGet("/session/token", Token);
        api.MapDelete("/session", (HttpContext context) => context.SignOutAsync());
    }

    private static async Task<IResult> Register(RegisterBody body, IGrainFactory grains, HttpContext context)
    {
        var practice = ShortName.KeyName(body.Practice);
        if (!await grains.GetGrain<IPracticeGrain>(practice).Register(body.ToPractice(), context.RequestAborted))
        {
            return Problems.Of(409, "shortNameTaken");
        }

        await new Session(practice, body.UserId, body.Workplace.Id).Begin(context);
        return Results.Created();
    }

    private static async Task<IResult> Challenge(ChallengeBody body, IGrainFactory grains,
        CancellationToken cancellation)
    {
        var practice = grains.GetGrain<IPracticeGrain>(ShortName.KeyName(body.Practice));
        return Results.Ok(new { challenge = (await practice.Challenge(cancellation)).ToArray() });
    }

    private static Task<IResult> SignIn(SignInBody body, IGrainFactory grains, HttpContext context) =>
        Attempt(body, practice => practice.SignIn(body.ToSignIn(), context.RequestAborted), grains, context);

    private static Task<IResult> Recover(RecoveryBody body, IGrainFactory grains, HttpContext context) =>
        Attempt(body.SignIn, practice => practice.Recover(body.ToRecovery(), context.RequestAborted), grains, context);

    private static async Task<IResult> Attempt(SignInBody body, Func<IPracticeGrain, Task<SignInAnswer>> attempt,
        IGrainFactory grains, HttpContext context)
    {
        var practice = ShortName.KeyName(body.Practice);
        var throttle = grains.GetGrain<IThrottleGrain>(LoginSubject(practice, body.User));
        if (await throttle.Check(context.RequestAborted) is var wait && wait > TimeSpan.Zero)
        {
            return Problems.Throttled(wait);
        }

        var answer = await attempt(grains.GetGrain<IPracticeGrain>(practice));
        if (answer.User is { } user)
        {
            await throttle.Forgive(context.RequestAborted);
            await new Session(practice, user.UserId, user.Workplace).Begin(context);
            return Results.Ok(SessionBody.Of(practice, user));
        }

        if (answer.Outcome is SignInOutcome.WrongCredentials or SignInOutcome.WrongSheet)
        {
            await throttle.Fail(context.RequestAborted);
        }

        return Refusal(answer.Outcome);
    }

    private static IResult Refusal(SignInOutcome outcome) => outcome switch
    {
        SignInOutcome.WorkplaceUnknown => Problems.Of(403, "workplaceUnknown"),
        SignInOutcome.WrongSheet => Problems.Of(403, "wrongSheet"),
        SignInOutcome.StaleChallenge => Problems.Of(409, "staleChallenge"),
        _ => Problems.Of(401, "wrongCredentials"),
    };

    /// <summary>A browser names the workplace it signed in from; any time, and again.</summary>
    private static async Task<IResult> NameWorkplace(string id, WorkplaceNameBody body, IGrainFactory grains,
        HttpContext context) =>
        Session.Of(context.User) is { } session && session.Workplace == id
        && await grains.GetGrain<IPracticeGrain>(session.Practice)
            .NameWorkplace(id, [.. body.SealedName], context.RequestAborted)
            ? Results.NoContent()
            : Problems.Of(404, "unknownWorkplace");

    /// <summary>
    /// For the header of requests that change something. Belongs to who is signed in: signing in or out makes it stale.
    /// </summary>
    private static IResult Token(IAntiforgery antiforgery, HttpContext context) =>
        Results.Ok(new { token = antiforgery.GetAndStoreTokens(context).RequestToken });

    private static async Task<IResult> Current(IGrainFactory grains, HttpContext context) =>
        Session.Of(context.User) is { } session
        && await grains.GetGrain<IPracticeGrain>(session.Practice)
            .Session(session.User, session.Workplace, context.RequestAborted) is { } user
            ? Results.Ok(SessionBody.Of(session.Practice, user))
            : Problems.Of(401, "signedOut");

    private static string LoginSubject(string practice, string user) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"login\u001f{practice}\u001f{ShortName.KeyName(user)}")));
}
