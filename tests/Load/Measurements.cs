using System.Collections.Concurrent;
using System.Diagnostics;

namespace RedConnect.Tests.Load;

/// <summary>What is measured, the same way for both servers.</summary>
internal static class Measurements
{
    private const int Window = 4;
    private const int ThroughputRooms = 32;
    private const int LatencyRooms = 16;
    private const int LatencyPerSecond = 20;
    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 32 };

    public static async Task All(ServerProcess server, Crowd crowd, Settings settings, Report report)
    {
        var before = server.Memory;
        await Parallel.ForEachAsync(crowd.Rooms, AtOnce, async (room, _) =>
        {
            await room.One.Connect();
            await room.Two.Connect();
        });
        report.Add("memory per waiting room, KiB", server.Kind, (server.Memory - before) / 1024.0 / crowd.Rooms.Count);
        await Throughput(server, crowd, settings, report);
        await Latency(server, crowd, settings, report);
        await Storm(server, crowd, report);
        if (server.Kind is ServerKind.RedConnect)
        {
            await Entering(crowd, report);
        }
    }

    /// <summary>Closed loop: every room keeps a few signals on the way in both directions.</summary>
    private static async Task Throughput(ServerProcess server, Crowd crowd, Settings settings, Report report)
    {
        long relayed = 0;
        var going = true;
        var rooms = crowd.Rooms.Take(ThroughputRooms).ToList();
        foreach (var (one, two) in rooms)
        {
            void Answer(Side side)
            {
                Interlocked.Increment(ref relayed);
                if (going)
                {
                    _ = side.Send();
                }
            }

            one.Heard = _ => Answer(one);
            two.Heard = _ => Answer(two);
        }

        await Task.WhenAll(rooms.SelectMany(room => Enumerable.Range(0, Window).SelectMany(_ => new[] { room.One.Send(), room.Two.Send() })));
        await Pause(TimeSpan.FromSeconds(2));
        var (cpu, count, clock) = (server.Cpu, Interlocked.Read(ref relayed), Stopwatch.GetTimestamp());
        await Pause(TimeSpan.FromSeconds(settings.Seconds));
        var (spent, done) = ((server.Cpu - cpu).TotalSeconds, Interlocked.Read(ref relayed) - count);
        going = false;
        report.Add("signals per server CPU-second", server.Kind, done / spent);
        report.Add("signals per second, closed loop", server.Kind, done / Stopwatch.GetElapsedTime(clock).TotalSeconds);
        await Pause(TimeSpan.FromSeconds(1));
        Deafen(crowd);
    }

    /// <summary>Open loop at a load both can carry.</summary>
    private static async Task Latency(ServerProcess server, Crowd crowd, Settings settings, Report report)
    {
        var heard = new ConcurrentBag<double>();
        var rooms = crowd.Rooms.Take(LatencyRooms).ToList();
        foreach (var side in rooms.SelectMany(room => new[] { room.One, room.Two }))
        {
            side.Heard = time => heard.Add(time.TotalMilliseconds);
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / LatencyPerSecond));
        for (var tick = 0; tick < settings.Seconds * LatencyPerSecond && await timer.WaitForNextTickAsync(); tick++)
        {
            await Task.WhenAll(rooms.Select(room => tick % 2 == 0 ? room.One.Send() : room.Two.Send()));
        }

        await Pause(TimeSpan.FromSeconds(1));
        report.Add("relay latency p50, ms", server.Kind, Report.Percentile(heard, 0.50));
        report.Add("relay latency p99, ms", server.Kind, Report.Percentile(heard, 0.99));
        Deafen(crowd);
    }

    /// <summary>Everybody drops at once, comes back, and hears the other side again.</summary>
    private static async Task Storm(ServerProcess server, Crowd crowd, Report report)
    {
        await Parallel.ForEachAsync(crowd.Everybody, async (side, _) => await side.DisposeAsync());
        var missing = crowd.Rooms.Count * 2;
        var back = new TaskCompletionSource();
        foreach (var side in crowd.Everybody)
        {
            side.Heard = _ =>
            {
                side.Heard = null;
                if (Interlocked.Decrement(ref missing) == 0)
                {
                    back.SetResult();
                }
            };
        }

        var clock = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(crowd.Rooms, AtOnce, async (room, _) =>
        {
            await Task.WhenAll(room.One.Connect(), room.Two.Connect());
            await Task.WhenAll(room.One.Send(), room.Two.Send());
        });
        await back.Task.WaitAsync(TimeSpan.FromSeconds(60));
        report.Add("storm: all rooms back and relaying, s", server.Kind, Stopwatch.GetElapsedTime(clock).TotalSeconds);
    }

    /// <summary>How long after one side enters the other is told.</summary>
    private static async Task Entering(Crowd crowd, Report report)
    {
        var times = new List<double>();
        foreach (var (one, two) in crowd.Rooms.Take(200).Select(room => ((RoomSide)room.One, (RoomSide)room.Two)))
        {
            await two.DisposeAsync();
            var told = new TaskCompletionSource();
            one.Told = snapshot =>
            {
                if (snapshot.Seats.Any(s => s.Seat == two.Seat && s.Presence == "present"))
                {
                    told.TrySetResult();
                }
            };
            var clock = Stopwatch.GetTimestamp();
            await two.Connect();
            await told.Task.WaitAsync(TimeSpan.FromSeconds(20));
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
            one.Told = null;
        }

        report.Add("connect and enter → partner told p99, ms", ServerKind.RedConnect, Report.Percentile(times, 0.99));
    }

    private static void Deafen(Crowd crowd)
    {
        foreach (var side in crowd.Everybody)
        {
            side.Heard = null;
        }
    }

    private static async Task Pause(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync();
    }
}
