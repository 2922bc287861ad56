using RedConnect.Api.Rooms;
using RedConnect.Api.Sessions;
using RedConnect.Grains.Contracts.Appointments;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Contracts.Time;

namespace RedConnect.Api.Portal;

/// <summary>Planning, changing, cancelling and listing appointments of the signed-in practice.</summary>
internal static class AppointmentEndpoints
{
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(730);

    public static void MapAppointments(this RouteGroupBuilder api)
    {
        var appointments = api.MapGroup("/appointments").RequireAuthorization();
        appointments.MapGet("/", List);
        appointments.MapPut("/{room}", Plan);
        appointments.MapDelete("/{room}", Cancel);
    }

    private static async Task<IResult> List(string? from, string? to, IGrainFactory grains, HttpContext context)
    {
        if (Session.Of(context.User) is not { } session || AppointmentBody.Day(from) is not { } first || AppointmentBody.Day(to) is not { } last)
        {
            return Problems.Malformed("from");
        }

        var days = await grains.GetGrain<IPracticeGrain>(session.Practice).Days(context.RequestAborted);
        var lists = await Task.WhenAll(days.Where(d => d >= first && d <= last).Select(d => Day(grains, session, d).List(context.RequestAborted)));
        return Results.Ok(lists.SelectMany(day => day).DistinctBy(a => a.Room).OrderBy(a => a.StartUtc).Select(AppointmentView.Of));
    }

    private static Task<IResult> Plan(string room, AppointmentBody body, IGrainFactory grains, TimeProvider time, HttpContext context)
    {
        if (Session.Of(context.User) is not { } session || !Checks.IsId(room) || body.Fault is not null || body.Wall is not { } wall)
        {
            return Task.FromResult(Problems.Malformed(body.Fault ?? "id"));
        }

        var start = GermanTime.At(wall, body.Fold);
        return Unfit(start, time.GetUtcNow()) is { } refusal
            ? Task.FromResult(refusal)
            : Keep(grains, session, body, body.ToAppointment(room, session.User, wall, start), context.RequestAborted);
    }

    private static async Task<IResult> Keep(IGrainFactory grains, Session session, AppointmentBody body, Appointment appointment, CancellationToken cancellation)
    {
        var day = DateOnly.FromDateTime(appointment.Start);
        var outcome = await Day(grains, session, day).Plan(appointment, body.ToCodes(), cancellation);
        if (outcome is not PlanOutcome.Planned)
        {
            return Problems.Of(409, outcome is PlanOutcome.CodeTaken ? "codeTaken" : "roomTaken");
        }

        if (AppointmentBody.Day(body.MovedFrom) is { } before && before != day)
        {
            await Day(grains, session, before).Forget(appointment.Room, cancellation);
        }

        return Results.Ok(AppointmentView.Of(appointment));
    }

    private static async Task<IResult> Cancel(string room, string? day, IGrainFactory grains, HttpContext context) =>
        Session.Of(context.User) is not { } session || !Checks.IsId(room) || AppointmentBody.Day(day) is not { } date ? Problems.Malformed("day")
        : await Day(grains, session, date).Cancel(room, context.RequestAborted) ? Results.NoContent()
        : Problems.Of(404, "unknownAppointment");

    private static IResult? Unfit(GermanInstant start, DateTimeOffset now) =>
        !start.Exists ? Problems.Of(422, "noSuchTime", new() { ["next"] = AppointmentBody.Text(GermanTime.Wall(start.Instant)) })
        : start.Instant + RoomPlan.Validity <= now ? Problems.Of(422, "inThePast")
        : start.Instant - now > Farthest ? Problems.Of(422, "tooFarAhead")
        : null;

    private static IAppointmentDayGrain Day(IGrainFactory grains, Session session, DateOnly day) =>
        grains.GetGrain<IAppointmentDayGrain>(AppointmentDays.Key(session.Practice, day));
}
