using System.Globalization;
using RedConnect.Api.Rooms;
using RedConnect.Api.Sessions;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Sessions;

namespace RedConnect.Api.Portal;

/// <summary>Sessions listed and ended, and the audit list.</summary>
internal static class SessionEndpoints
{
    private const int AuditPage = 100;

    public static void MapSessions(this RouteGroupBuilder api)
    {
        api.MapGet("/sessions", List).RequireAuthorization();
        api.MapDelete("/sessions", EndOthers).RequireAuthorization();
        api.MapDelete("/sessions/{id}", EndOne).RequireAuthorization();
        api.MapGet("/audit", Read).RequireAuthorization(Access.Administrator);
    }

    /// <summary>One's own; an administrator's list has those of all users.</summary>
    private static async Task<IResult> List(IGrainFactory grains, HttpContext context) =>
        Session.Of(context.User) is not { } session
            ? Problems.Of(401, "signedOut")
            : Results.Ok((await Find(session, session.Is(Roles.Administrator), grains, context.RequestAborted))
                .Select(found => ListedSessionView.Of(found, Session.IdOf(context.User))));

    /// <summary>One's own, all but this one.</summary>
    private static async Task<IResult> EndOthers(IGrainFactory grains, Audit audit, HttpContext context)
    {
        if (Session.Of(context.User) is not { } session)
        {
            return Problems.Of(401, "signedOut");
        }

        var here = Session.IdOf(context.User);
        foreach (var other in await Find(session, everybody: false, grains, context.RequestAborted))
        {
            await (other.Id == here ? Task.CompletedTask : End(other.Id, session, grains, audit, context));
        }

        return Results.NoContent();
    }

    private static async Task<IResult> EndOne(string id, IGrainFactory grains, Audit audit, HttpContext context)
    {
        if (Session.Of(context.User) is not { } session || !Checks.IsId(id))
        {
            return Problems.Malformed("id");
        }

        if (await grains.GetGrain<ISessionGrain>(id).Read(session.Practice, context.RequestAborted) is not { } found)
        {
            return Problems.Of(404, "unknownSession");
        }

        if (found.UserId != session.User && !session.Is(Roles.Administrator))
        {
            return Problems.Of(403, "notAllowed");
        }

        await End(id, session, grains, audit, context);
        return Results.NoContent();
    }

    private static async Task<IResult> Read(string? before, IGrainFactory grains, TimeProvider time,
        HttpContext context)
    {
        var until = time.GetUtcNow().AddDays(1);
        if (before is not null && !DateTimeOffset.TryParse(
            before, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out until))
        {
            return Problems.Malformed("before");
        }

        return Session.Of(context.User) is not { } session
            ? Problems.Of(401, "signedOut")
            : Results.Ok((await grains.GetGrain<IAuditGrain>(session.Practice)
                .List(until, AuditPage, context.RequestAborted)).Select(AuditView.Of));
    }

    private static async Task End(
        string id, Session by, IGrainFactory grains, Audit audit, HttpContext context)
    {
        await grains.GetGrain<ISessionGrain>(id).End(context.RequestAborted);
        await audit.Note(by, "sessionEnded", id, context.RequestAborted);
    }

    private static async Task<IReadOnlyList<ListedSession>> Find(
        Session session, bool everybody, IGrainFactory grains, CancellationToken cancellation)
    {
        var roster = grains.GetGrain<IRosterGrain>(session.Practice);
        var users = everybody
            ? (await roster.List(cancellation)).Select(user => user.Id)
            : [session.User];
        var ids = await Task.WhenAll(users.Select(user => roster.Sessions(user, cancellation)));
        var found = await Task.WhenAll(ids.SelectMany(some => some)
            .Select(id => grains.GetGrain<ISessionGrain>(id).Read(session.Practice, cancellation)));
        return [.. found.OfType<ListedSession>().OrderByDescending(listed => listed.LastSeen)];
    }
}
