using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Lobbies;

/// <summary>Holds nothing durable: a room with one side in it reports every 20 s, and is dropped after 60 s without a
/// report.</summary>
[GrainType("lobby")]
internal sealed class LobbyGrain(TimeProvider time) : Grain, ILobbyGrain
{
    private static readonly TimeSpan ReportTimeout = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, Waiting> rooms = [];

    private sealed record Waiting(string Organiser, Sides Sides, DateTimeOffset ReportedAt, bool Told);

    public Task Report(string room, string organiser, Sides sides)
    {
        var now = time.GetUtcNow();
        DropSilent(now);
        rooms[room] = new Waiting(organiser, sides, now, Told: false);
        foreach (var (other, waiting) in rooms.Where(r => r.Value.Organiser == organiser).ToList())
        {
            Tell(other, waiting, always: other == room);
        }

        if (sides is Sides.None)
        {
            rooms.Remove(room);
        }

        return Task.CompletedTask;
    }

    /// <summary>The reporting room is always answered: after an activation elsewhere it does not know what it was
    /// told.</summary>
    private void Tell(string room, Waiting waiting, bool always)
    {
        var elsewhere = MissedElsewhere(room, waiting);
        if (always || elsewhere != waiting.Told)
        {
            rooms[room] = waiting with { Told = elsewhere };
            GrainFactory.GetGrain<IRoomGrain>(room).PartnerElsewhere(elsewhere).Ignore();
        }
    }

    private bool MissedElsewhere(string room, Waiting waiting) =>
        waiting.Sides is Sides.Practitioner or Sides.Patient
        && rooms.Any(other => other.Key != room
            && other.Value.Organiser == waiting.Organiser
            && other.Value.Sides == (Sides.Both ^ waiting.Sides));

    private void DropSilent(DateTimeOffset now)
    {
        foreach (var (room, _) in rooms.Where(r => now - r.Value.ReportedAt > ReportTimeout).ToList())
        {
            rooms.Remove(room);
        }
    }
}
