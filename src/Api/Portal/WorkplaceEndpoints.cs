using RedConnect.Api.Rooms;
using RedConnect.Api.Sessions;
using RedConnect.Api.SignIn;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Api.Portal;

/// <summary>Browsers that ask to be workplaces, and deciding about them.</summary>
internal static class WorkplaceEndpoints
{
    public static void MapWorkplaces(this RouteGroupBuilder api)
    {
        var workplaces = api.MapGroup("/workplaces");
        workplaces.MapPost("/recovery", Recover).AllowAnonymous();
        workplaces.MapPost("/requests", Ask).AllowAnonymous();
        workplaces.MapGet("/requests/{id}", Status).AllowAnonymous();
        workplaces.MapGet("/", List).RequireAuthorization();
        workplaces.MapPut("/{id}/status", Decide).RequireAuthorization();
        workplaces.MapPut("/{id}/name", Name).RequireAuthorization();
    }

    private static async Task<IResult> Recover(RecoveryBody body, SignInDoor door, SignedIn signedIn,
        HttpContext context)
    {
        var proof = body.SignIn.ToProof();
        var answer = await door.Recover(proof, body.SheetAuth, body.Workplace.ToWorkplace(), context);
        return await signedIn.Answer(answer, proof, "approvedBySheet", context);
    }

    private static async Task<IResult> Ask(WorkplaceRequestBody body, SignInDoor door, Audit audit,
        HttpContext context)
    {
        var proof = body.SignIn.ToProof();
        var answer = await door.Request(proof, body.Workplace.ToWorkplace(), context);
        if (answer is not { Outcome: SignInOutcome.Requested, User: { } user })
        {
            return SignedIn.Refusal(answer);
        }

        await audit.Note(
            proof.Practice, "workplaceRequested", user.Id, proof.Workplace, proof.Workplace, context.RequestAborted);
        return Results.Ok(new WorkplaceStatusView(WorkplaceStatus.Requested));
    }

    /// <summary>Who knows the id drew it, or may see the list.</summary>
    private static async Task<IResult> Status(string id, string? practice, IGrainFactory grains, HttpContext context)
    {
        if (!Checks.IsId(id) || !Fields.IsFingerprint(practice))
        {
            return Problems.Malformed(Checks.IsId(id) ? "practice" : "id");
        }

        var workplace = await grains.GetGrain<IWorkplaceGrain>($"{practice}-{id}").Find(context.RequestAborted);
        return workplace is null
            ? Problems.Of(404, "unknownWorkplace")
            : Results.Ok(new WorkplaceStatusView(workplace.Status));
    }

    private static async Task<IResult> List(IGrainFactory grains, HttpContext context) =>
        Session.Of(context.User) is not { } session
            ? Problems.Of(401, "signedOut")
            : Results.Ok((await grains.GetGrain<IWorkplaceListGrain>(session.Practice).List(context.RequestAborted))
                .Select(workplace => ListedWorkplaceView.Of(workplace, session.Workplace)));

    /// <summary>Administrators decide about all; others about what they asked for, until it is approved.</summary>
    private static async Task<IResult> Decide(string id, WorkplaceDecisionBody body, IGrainFactory grains, Audit audit,
        HttpContext context)
    {
        if (Session.Of(context.User) is not { } session || !Checks.IsId(id))
        {
            return Problems.Malformed("id");
        }

        var grain = grains.GetGrain<IWorkplaceGrain>($"{session.Practice}-{id}");
        if (await grain.Find(context.RequestAborted) is not { } found)
        {
            return Problems.Of(404, "unknownWorkplace");
        }

        if (!MayDecide(session, found, body.Status))
        {
            return Problems.Of(403, "notAllowed");
        }

        var answer = await grain.Decide(body.ToCommand(), context.RequestAborted);
        if (answer.View is { Status: var status } && found.Status != status)
        {
            await audit.Note(session, $"workplace{status}", id, context.RequestAborted);
        }

        return Answer(answer, session);
    }

    private static bool MayDecide(Session session, WorkplaceView found, WorkplaceStatus next) =>
        session.Is(Roles.Administrator) || (found.By == session.User && next is not WorkplaceStatus.Blocked);

    /// <summary>A browser names the workplace it signed in from; any time, and again.</summary>
    private static async Task<IResult> Name(string id, WorkplaceNameBody body, IGrainFactory grains,
        HttpContext context) =>
        Session.Of(context.User) is { } session
        && (session.Workplace == id || session.Is(Roles.Administrator))
        && Checks.IsId(id)
        && await grains.GetGrain<IWorkplaceGrain>($"{session.Practice}-{id}")
            .Name([.. body.SealedName], context.RequestAborted)
            ? Results.NoContent()
            : Problems.Of(404, "unknownWorkplace");

    private static IResult Answer(WorkplaceAnswer answer, Session session) => answer switch
    {
        { Outcome: ActOutcome.Done, View: { } view } => Results.Ok(ListedWorkplaceView.Of(view, session.Workplace)),
        { View: { } view } => Problems.Of(409, "changedMeanwhile", new()
        {
            ["workplace"] = ListedWorkplaceView.Of(view, session.Workplace),
        }),
        _ => Problems.Of(404, "unknownWorkplace"),
    };
}
