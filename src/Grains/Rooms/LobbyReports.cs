using RedConnect.Grains.Contracts.Lobbies;

namespace RedConnect.Grains.Rooms;

/// <summary>
/// When the room reports to its practice's lobby: on every change of sides, and every 20 s while one side waits,
/// because the lobby keeps nothing durable.
/// </summary>
internal sealed class LobbyReports
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);
    private DateTimeOffset last;
    private Sides sides;

    /// <summary>When the next report is due, if nothing changes.</summary>
    public DateTimeOffset? Due => sides is Sides.Practitioner or Sides.Patient ? last + Interval : null;

    /// <summary>Whether to report now; then it counts as reported.</summary>
    public bool Take(Sides current, DateTimeOffset now)
    {
        if (current == sides && !(Due <= now))
        {
            return false;
        }

        (last, sides) = (now, current);
        return true;
    }
}
