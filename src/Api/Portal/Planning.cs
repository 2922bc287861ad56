using RedConnect.Api.Sessions;
using RedConnect.Grains.Contracts.Calendar;

namespace RedConnect.Api.Portal;

/// <summary>
/// Acts in a practice's calendar, noted in its audit list. A code that is taken counts, so that planning does not find
/// codes.
/// </summary>
internal sealed class Planning(IGrainFactory grains, PlanningLimits limits, Audit audit, TimeProvider time)
{
    public TimeProvider Time => time;

    public async Task<CalendarAnswer> Plan(Session session, PlanAppointment command, CancellationToken cancellation)
    {
        var answer = await Calendar(session).Plan(command, cancellation);
        if (answer.Outcome is CalendarOutcome.CodeTaken)
        {
            await limits.CountTaken(session, CancellationToken.None);
        }

        var act = command.Act.Seen == 0 ? "appointmentPlanned" : "appointmentChanged";
        return await Noted(answer, session, act, command.Room, cancellation);
    }

    public async Task<CalendarAnswer> Cancel(
        Session session, CancelAppointment command, CancellationToken cancellation) => await Noted(
        await Calendar(session).Cancel(command, cancellation), session, "appointmentCancelled", command.Room,
        cancellation);

    private async Task<CalendarAnswer> Noted(
        CalendarAnswer answer, Session session, string act, string room, CancellationToken cancellation)
    {
        if (answer.Outcome is CalendarOutcome.Done)
        {
            await audit.Note(session, act, room, cancellation);
        }

        return answer;
    }

    private ICalendarGrain Calendar(Session session) => grains.GetGrain<ICalendarGrain>(session.Practice);
}
