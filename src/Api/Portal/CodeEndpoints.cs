using RedConnect.Api.Codes;
using RedConnect.Api.Sessions;

namespace RedConnect.Api.Portal;

/// <summary>Evaluates codes for the browser that plans an appointment.</summary>
internal static class CodeEndpoints
{
    public static void MapCodes(this RouteGroupBuilder api) =>
        api.MapPost("/codes/evaluation", Evaluate).RequireAuthorization();

    private static async Task<IResult> Evaluate(
        EvaluationBody body, OprfKey key, PlanningLimits limits, HttpContext context)
    {
        if (Session.Of(context.User) is not { } session)
        {
            return Problems.Of(401, "signedOut");
        }

        var wait = await limits.Count(session, context.RequestAborted);
        return wait > TimeSpan.Zero ? Problems.Throttled(wait)
            : key.Evaluate(body.Blinded) is { } evaluated ? Results.Ok(new EvaluationView(evaluated))
            : Problems.Malformed("blinded");
    }
}
