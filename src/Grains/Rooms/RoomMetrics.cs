using System.Diagnostics.Metrics;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>Number of a room's seats by presence, without those that are away or left.</summary>
internal readonly record struct Headcount(int Waiting, int Present, int Reconnecting)
{
    public bool Any => Waiting + Present + Reconnecting > 0;

    public static Headcount Of(RoomState? room)
    {
        var count = default(Headcount);
        foreach (var seat in room?.Seats ?? [])
        {
            count = seat.Presence.Kind switch
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

/// <summary>Figures of this silo's rooms (docs/operations.md, "Watching it"): sums only.</summary>
internal sealed class RoomMetrics(IMeterFactory meters)
{
    private const string Meter = "RedConnect.Rooms";

    private readonly UpDownCounter<int> rooms = meters.Create(Meter)
        .CreateUpDownCounter<int>("redconnect.room.active", "{room}", "Rooms in which somebody holds a seat.");

    private readonly UpDownCounter<int> seats = meters.Create(Meter)
        .CreateUpDownCounter<int>("redconnect.seat.taken", "{seat}", "Seats that are taken, by presence.");

    private readonly Histogram<double> resumes = meters.Create(Meter).CreateHistogram(
        "redconnect.seat.resume.duration",
        "s",
        "How long a returning seat had been without connection, as its room saw it; "
            + "0 when the old connection was not yet known to be dead.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 10, 15,
            30, 60] });

    /// <summary>Replaces what was counted for a room by its present numbers.</summary>
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

    /// <summary>A seat was entered. Counts it as a return if it was taken before, from the same page or a newer one (a
    /// reload).</summary>
    public void Returned(Seat? before, int instance, DateTimeOffset now)
    {
        if (before is { Taken: true })
        {
            var away = now - (before.Presence.DisconnectedAt ?? now);
            var page = before.Instance == instance ? "same" : "newer";
            resumes.Record(away.TotalSeconds, new KeyValuePair<string, object?>("redconnect.page", page));
        }
    }

    private static void Add(UpDownCounter<int> counter, int change, string presence)
    {
        if (change != 0)
        {
            counter.Add(change, new KeyValuePair<string, object?>("redconnect.presence", presence));
        }
    }
}
