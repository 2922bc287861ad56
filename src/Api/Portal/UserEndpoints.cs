using RedConnect.Api.Rooms;
using RedConnect.Api.Sessions;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Api.Portal;

/// <summary>The users of the signed-in practice, as administrators manage them.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this RouteGroupBuilder api)
    {
        var users = api.MapGroup("/users");
        users.MapGet("/", List).RequireAuthorization();
        users.MapPut("/{id}", Add).RequireAuthorization(Access.Administrator);
        users.MapPut("/{id}/access", Change).RequireAuthorization(Access.Administrator);
        users.MapPut("/{id}/password", SetPassword).RequireAuthorization(Access.Administrator);
        api.MapPut("/sheet", ReplaceSheet).RequireAuthorization(Access.Administrator);
    }

    private static async Task<IResult> List(IGrainFactory grains, HttpContext context)
    {
        if (Session.Of(context.User) is not { } session)
        {
            return Problems.Of(401, "signedOut");
        }

        var roster = Roster(grains, session);
        var users = roster.List(context.RequestAborted);
        var keys = await roster.Keys(context.RequestAborted);
        var sheet = await Practice(grains, session).Sheet(context.RequestAborted);
        return Results.Ok(new RosterView(
            keys.Length + 1,
            sheet?.Revision ?? 0,
            [.. sheet?.SealedCard ?? []],
            [.. (await users).Select(ListedUserView.Of)]));
    }

    private static async Task<IResult> Add(string id, NewUserBody body, IGrainFactory grains, Audit audit,
        HttpContext context) =>
        await Act(id, "userAdded", audit, context, session => Roster(grains, session)
            .Add(body.ToUser(id), isInitial: true, body.KeyRevision, context.RequestAborted));

    private static async Task<IResult> Change(string id, AccessBody body, IGrainFactory grains, Audit audit,
        HttpContext context) =>
        await Act(id, "accessChanged", audit, context, session => Roster(grains, session)
            .Change(body.ToCommand(id), context.RequestAborted));

    /// <summary>One's own password is changed with the one before only.</summary>
    private static async Task<IResult> SetPassword(string id, PasswordBody body, IGrainFactory grains, Audit audit,
        HttpContext context) =>
        await Act(id, "passwordSet", audit, context, async session => id == session.User
            ? new(ActOutcome.WrongProof)
            : await Roster(grains, session).SetPassword(id, body.ToPassword(isInitial: true), context.RequestAborted));

    private static async Task<IResult> ReplaceSheet(NewSheetBody body, IGrainFactory grains, Audit audit,
        HttpContext context)
    {
        if (Session.Of(context.User) is not { } session
            || !await Practice(grains, session).ReplaceSheet(body.Sheet.ToSheet(), body.Seen, context.RequestAborted))
        {
            return Problems.Of(409, "changedMeanwhile");
        }

        await audit.Note(session, "sheetReplaced", "", context.RequestAborted);
        return Results.NoContent();
    }

    private static async Task<IResult> Act(
        string id, string what, Audit audit, HttpContext context, Func<Session, Task<UserAnswer>> act)
    {
        if (Session.Of(context.User) is not { } session || !Checks.IsId(id))
        {
            return Problems.Malformed("id");
        }

        var answer = await act(session);
        if (answer.Outcome is ActOutcome.Done)
        {
            await audit.Note(session, what, id, context.RequestAborted);
        }

        return UserAnswers.ToResult(answer);
    }

    private static IRosterGrain Roster(IGrainFactory grains, Session session) =>
        grains.GetGrain<IRosterGrain>(session.Practice);

    private static IPracticeGrain Practice(IGrainFactory grains, Session session) =>
        grains.GetGrain<IPracticeGrain>(session.Practice);
}
