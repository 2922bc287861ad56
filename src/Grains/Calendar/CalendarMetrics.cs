using System.Diagnostics.Metrics;

namespace RedConnect.Grains.Calendar;

/// <summary>What operators must know about deletion (docs/operations.md).</summary>
internal sealed class CalendarMetrics(IMeterFactory meters)
{
    private readonly Counter<int> overdue = meters.Create("RedConnect.Calendar").CreateCounter<int>(
        "redconnect.calendar.overdue",
        "{appointment}",
        "Appointments that were deleted more than a day after their retention had ended.");

    public void Overdue(int appointments) => overdue.Add(appointments);
}
