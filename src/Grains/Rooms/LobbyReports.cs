using RedConnect.Grains.Contracts.Lobbies;

namespace RedConnect.Grains.Rooms;

/// <summary>
/// When the room reports to its practice's lobby: when something changed for it, and every 20 s while somebody is
/// here, because the lobby keeps nothing durable.
/// </summary>
internal sealed class LobbyReports
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);
    private DateTimeOffset last;
    private RoomReport? reported;

    /// <summary>When the next report is due, if nothing changes.</summary>
    public DateTimeOffset? Due => reported?.Sides is null or Sides.None ? null : last + Interval;

    /// <summary>Whether to report now; then it counts as reported.</summary>
    public bool Take(RoomReport report, DateTimeOffset now)
    {
        var news = reported is null
            ? report.Sides is not Sides.None
            : report.Sides != reported.Sides || report.DelayMinutes != reported.DelayMinutes
                || !report.Seats.SequenceEqual(reported.Seats);
        if (!news && !(Due <= now))
        {
            return false;
        }

        (last, reported) = (now, report);
        return true;
    }
}
