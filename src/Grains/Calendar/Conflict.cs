using RedConnect.Grains.Contracts.Calendar;

namespace RedConnect.Grains.Calendar;

/// <summary>Whether an act fits the appointment as it is now.</summary>
internal static class Conflict
{
    /// <summary>
    /// The answer to an act that is not to be carried out: it was before, or it is about something else than what was
    /// seen. Otherwise null.
    /// </summary>
    public static CalendarAnswer? Between(Act act, Appointment? present) => present switch
    {
        null when act.Seen == 0 => null,
        null => new(CalendarOutcome.UnknownAppointment),
        { Change: var change } when change == act.Change => new(CalendarOutcome.Done, present),
        { Cancelled: true } => new(CalendarOutcome.AlreadyCancelled, present),
        { Revision: var revision } when revision != act.Seen => new(CalendarOutcome.ChangedMeanwhile, present),
        _ => null,
    };
}
