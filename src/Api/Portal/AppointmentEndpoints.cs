using RedConnect.Api.Rooms;
using RedConnect.Api.Sessions;
using RedConnect.Grains.Contracts.Calendar;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Contracts.Time;

namespace RedConnect.Api.Portal;

/// <summary>Planning, changing, cancelling and listing appointments of the signed-in practice.</summary>
internal static class AppointmentEndpoints
{
    /// <summary>A list may hold everything: from the longest retention to the farthest plan, with room.</summary>
    private const int MostDays = 1100;

    private static readonly TimeSpan Farthest = TimeSpan.FromDays(730);
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    public static void MapAppointments(this RouteGroupBuilder api)
    {
        var appointments = api.MapGroup("/appointments").RequireAuthorization();
        appointments.MapGet("/", List);
        appointments.MapPut("/{room}", Plan);
        appointments.MapDelete("/{room}", Cancel);
    }

    private static async Task<IResult> List(string? from, string? to, IGrainFactory grains, HttpContext context)
    {
        if (Session.Of(context.User) is not { } session || WallTime.Day(from) is not { } first)
        {
            return Problems.Malformed("from");
        }

        if (WallTime.Day(to) is not { } last || last < first)
        {
            return Problems.Malformed("to");
        }

        if (last.DayNumber - first.DayNumber > MostDays)
        {
            return Problems.Of(422, "tooManyDays");
        }

        return Results.Ok((await Calendar(grains, session).List(first, last, context.RequestAborted))
            .Select(AppointmentView.Of));
    }

    private static async Task<IResult> Plan(string room, AppointmentBody body, Planning planning, HttpContext context)
    {
        if (Session.Of(context.User) is not { } session || !Checks.IsId(room)
            || WallTime.Parse(body.Start) is not { } wall)
        {
            return Problems.Malformed("id");
        }

        var now = planning.Time.GetUtcNow();
        if (OutOfReach(wall, GermanTime.Wall(now)) is { } refusal)
        {
            return refusal;
        }

        var start = GermanTime.At(wall, body.Fold);
        return Unfit(start, now)
            ?? Answer(await planning.Plan(session, body.ToCommand(room, session.User, wall, start),
                context.RequestAborted));
    }

    private static async Task<IResult> Cancel(string room, string? change, long? seen, Planning planning,
        HttpContext context)
    {
        if (Session.Of(context.User) is not { } session || !Checks.IsId(room))
        {
            return Problems.Malformed("id");
        }

        if (!Checks.IsId(change) || seen is not >= 1)
        {
            return Problems.Malformed(Checks.IsId(change) ? "seen" : "change");
        }

        var command = new CancelAppointment(room, new Act(change ?? "", session.User, seen.Value));
        return Answer(await planning.Cancel(session, command, context.RequestAborted));
    }

    /// <summary>A conflict's answer brings the appointment as it is, so that the person can decide.</summary>
    private static IResult Answer(CalendarAnswer answer) => answer switch
    {
        { Outcome: CalendarOutcome.Done, Appointment: { } appointment } => Results.Ok(AppointmentView.Of(appointment)),
        { Outcome: CalendarOutcome.UnknownAppointment } => Problems.Of(404, "unknownAppointment"),
        { Appointment: { } appointment } =>
            Problems.Of(409, Code(answer.Outcome), new() { ["appointment"] = AppointmentView.Of(appointment) }),
        _ => Problems.Of(409, Code(answer.Outcome)),
    };

    private static string Code(CalendarOutcome outcome) => outcome switch
    {
        CalendarOutcome.CodeTaken => "codeTaken",
        CalendarOutcome.RoomTaken => "roomTaken",
        CalendarOutcome.AlreadyCancelled => "alreadyCancelled",
        CalendarOutcome.DayFull => "dayFull",
        _ => "changedMeanwhile",
    };

    /// <summary>
    /// Before it is made an instant, which not every year allows; a day more than what counts, for summer time.
    /// </summary>
    private static IResult? OutOfReach(DateTime wall, DateTime now) =>
        wall < now - RoomPlan.Validity - Margin ? Problems.Of(422, "inThePast")
        : wall > now + Farthest + Margin ? Problems.Of(422, "tooFarAhead")
        : null;

    private static IResult? Unfit(GermanInstant start, DateTimeOffset now) =>
        !start.Exists
            ? Problems.Of(422, "noSuchTime", new() { ["next"] = WallTime.Text(GermanTime.Wall(start.Instant)) })
        : start.Instant + RoomPlan.Validity <= now ? Problems.Of(422, "inThePast")
        : start.Instant - now > Farthest ? Problems.Of(422, "tooFarAhead")
        : null;

    private static ICalendarGrain Calendar(IGrainFactory grains, Session session) =>
        grains.GetGrain<ICalendarGrain>(session.Practice);
}
