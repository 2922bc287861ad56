using System.Diagnostics.Metrics;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>How many seats of a room are in which presence; nobody who left is counted.</summary>
internal readonly record struct Headcount(int Waiting, int Present, int Reconnecting)
{
    public bool Any => Waiting + Present + Reconnecting > 0;

    public static Headcount Of(RoomState? room)
    {
        var count = default(Headcount);
        foreach (var seat in room?.Seats ?? [])
        {
            count = room?.PresenceOf(seat) switch
            {
                Presence.Waiting => count with { Waiting = count.Waiting + 1 },
                Presence.Present => count with { Present = count.Present + 1 },
                Presence.Reconnecting => count with { Reconnecting = count.Reconnecting + 1 },
                _ => count,
            };
        }

        return count;
    }
}

/// <summary>What this silo's rooms tell about themselves (docs/operations.md, "Watching it"): sums only, never whose.</summary>
internal sealed class RoomMetrics(IMeterFactory meters)
{
    private const string Meter = "RedConnect.Rooms";

    private readonly UpDownCounter<int> rooms = meters.Create(Meter)
        .CreateUpDownCounter<int>("redconnect.room.active", "{room}", "Rooms with somebody in them.");

    private readonly UpDownCounter<int> seats = meters.Create(Meter)
        .CreateUpDownCounter<int>("redconnect.seat.taken", "{seat}", "Seats that are taken, by presence.");

    private readonly Histogram<double> resumes = meters.Create(Meter).CreateHistogram(
        "redconnect.seat.resume.duration",
        "s",
        "How long a seat that came back had been without a line, as its room saw it; zero when the new line came before the old one was known to be dead.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 10, 15, 30, 60] });

    /// <summary>Counts a room as it is now instead of as it was.</summary>
    public Headcount Count(Headcount before, RoomState? room)
    {
        var now = Headcount.Of(room);
        Add(seats, now.Waiting - before.Waiting, "waiting");
        Add(seats, now.Present - before.Present, "present");
        Add(seats, now.Reconnecting - before.Reconnecting, "reconnecting");
        if (now.Any != before.Any)
        {
            rooms.Add(now.Any ? 1 : -1);
        }

        return now;
    }

    /// <summary>A taken seat has a line again; the page is the same one, or a newer one (a reload).</summary>
    public void Resumed(TimeSpan away, bool samePage) =>
        resumes.Record(away.TotalSeconds, new KeyValuePair<string, object?>("redconnect.page", samePage ? "same" : "newer"));

    private static void Add(UpDownCounter<int> counter, int change, string presence)
    {
        if (change != 0)
        {
            counter.Add(change, new KeyValuePair<string, object?>("redconnect.presence", presence));
        }
    }
}
