using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Lobbies;

namespace RedConnect.Grains.Lobbies;

/// <summary>What a practice's rooms reported, and what they were told.</summary>
internal sealed class LobbyRooms
{
    /// <summary>Rooms repeat their reports three times in this time.</summary>
    public static readonly TimeSpan ReportTimeout = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, Entry> rooms = [];

    private sealed record Entry(RoomReport Report, DateTimeOffset Until, LobbyNotice? Told);

    public DateTimeOffset? NextExpiry => rooms.Count == 0 ? null : rooms.Values.Min(room => room.Until);

    /// <summary>By who came first.</summary>
    public ImmutableArray<RoomReport> Reports =>
        [.. rooms.Values.Select(room => room.Report).OrderBy(report => report.Seats.Min(seat => seat.Since))];

    /// <summary>The room is answered even if nothing changed: after an activation elsewhere it does not know what it
    /// was told.</summary>
    public void Take(RoomReport report, DateTimeOffset now)
    {
        if (report.Sides is Sides.None)
        {
            rooms.Remove(report.Room);
        }
        else
        {
            rooms[report.Room] = new Entry(report, now + ReportTimeout, Told: null);
        }
    }

    /// <summary>Forgets rooms that stopped reporting.</summary>
    public void DropSilent(DateTimeOffset now)
    {
        foreach (var (room, _) in rooms.Where(r => r.Value.Until <= now).ToList())
        {
            rooms.Remove(room);
        }
    }

    /// <summary>What rooms were not told yet; then it counts as told.</summary>
    public IReadOnlyList<(string Room, LobbyNotice Notice)> TakeNews(bool watched)
    {
        var here = rooms.Values.Select(room => (room.Report.Organiser, room.Report.Sides)).ToHashSet();
        var news = rooms.Select(room => (Room: room.Key, Notice: new LobbyNotice(
            room.Value.Report.Sides is Sides.Practitioner or Sides.Patient
                && here.Contains((room.Value.Report.Organiser, Sides.Both ^ room.Value.Report.Sides)),
            watched))).Where(told => rooms[told.Room].Told != told.Notice).ToList();
        foreach (var (room, notice) in news)
        {
            rooms[room] = rooms[room] with { Told = notice };
        }

        return news;
    }
}
