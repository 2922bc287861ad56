using RedConnect.Api.Sessions;
using RedConnect.Grains.Contracts.Calendar;

namespace RedConnect.Api.Portal;

/// <summary>Plans in a practice's calendar. A code that is taken counts, so that planning does not find
/// codes.</summary>
internal sealed class Planning(IGrainFactory grains, PlanningLimits limits, TimeProvider time)
{
    public TimeProvider Time => time;

    public async Task<CalendarAnswer> Plan(Session session, PlanAppointment command, CancellationToken cancellation)
    {
        var answer = await grains.GetGrain<ICalendarGrain>(session.Practice).Plan(command, cancellation);
        if (answer.Outcome is CalendarOutcome.CodeTaken)
        {
            await limits.CountTaken(session, CancellationToken.None);
        }

        return answer;
    }
}
