using System.Collections.Concurrent;
using System.Diagnostics;
using RedConnect.Tests.Load.People;

namespace RedConnect.Tests.Load.Phases;

/// <summary>Signals as browsers send them when they negotiate.</summary>
internal static class Relaying
{
    private const int Window = 4;
    private const int ThroughputRooms = 32;
    private const int LatencyRooms = 16;
    private const int LatencyPerSecond = 20;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RampUp = TimeSpan.FromSeconds(0.5);

    /// <summary>Whatever is late is waited for, so that it counts.</summary>
    private static readonly TimeSpan Stragglers = TimeSpan.FromSeconds(1);

    /// <summary>The tiered compiler still makes servers faster after ten seconds.</summary>
    private static readonly TimeSpan UntilCompiled = TimeSpan.FromSeconds(20);
    private static long relayed;

    private static long Relayed => Interlocked.Read(ref relayed);

    /// <summary>Each until the compiler has done its work, unrecorded.</summary>
    public static async Task WarmUp(IReadOnlyList<Party> parties)
    {
        foreach (var party in parties)
        {
            await ClosedLoop(party.Crowd, () => Meter.Pause(UntilCompiled));
        }
    }

    /// <summary>In turns of a second: this machine's speed wanders within seconds, and should wander for all of
    /// them.</summary>
    public static async Task Throughput(IReadOnlyList<Party> parties, TimeSpan slice)
    {
        for (var turn = 0; turn < slice.TotalSeconds; turn++)
        {
            foreach (var party in turn % 2 == 0 ? parties : parties.Reverse())
            {
                await ClosedLoop(party.Crowd, () => Throughput(party));
            }
        }
    }

    /// <summary>Open loop at a load all can carry.</summary>
    public static async Task Latency(Party party, TimeSpan slice)
    {
        var heard = new ConcurrentBag<double>();
        var rooms = party.Crowd.Rooms.Take(LatencyRooms).ToList();
        foreach (var side in rooms.SelectMany(room => room.Both))
        {
            side.Heard = time => heard.Add(time.TotalMilliseconds);
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / LatencyPerSecond));
        for (var tick = 0; tick < slice.TotalSeconds * LatencyPerSecond && await timer.WaitForNextTickAsync(); tick++)
        {
            await Task.WhenAll(rooms.Select(room => room.Both[tick % 2].Send()));
        }

        await Meter.Pause(Stragglers);
        party.Crowd.Deafen();
        party.Note("relay latency p50, ms", Report.Percentile(heard, 0.50));
        party.Note("relay latency p99, ms", Report.Percentile(heard, 0.99));
    }

    private static async Task Throughput(Party party)
    {
        await Meter.Pause(RampUp);
        var (meter, before, clock) = (new Meter(party.Deployment), Relayed, Stopwatch.GetTimestamp());
        await Meter.Pause(Turn);
        var (spent, done) = (meter.Cpu, Relayed - before);
        party.Note("signals per server CPU-second", done / spent.TotalSeconds);
        party.Note("signals per second, closed loop", done / Stopwatch.GetElapsedTime(clock).TotalSeconds);
        foreach (var role in meter.Roles)
        {
            party.Note($"  CPU per 1000 signals, {role}, ms",
                meter.CpuOf(r => r == role).TotalMilliseconds * 1000 / done);
        }
    }

    /// <summary>Every room keeps a few signals on the way in both directions, as long as the observer
    /// watches.</summary>
    private static async Task ClosedLoop(Crowd crowd, Func<Task> watch)
    {
        var going = true;
        var rooms = crowd.Rooms.Take(ThroughputRooms).ToList();
        foreach (var side in rooms.SelectMany(room => room.Both))
        {
            side.Heard = time =>
            {
                Interlocked.Increment(ref relayed);
                if (Volatile.Read(ref going))
                {
                    _ = side.Send();
                }
            };
        }

        await Task.WhenAll(rooms.SelectMany(room => room.Both)
            .SelectMany(side => Enumerable.Range(0, Window).Select(_ => side.Send())));
        await watch();
        Volatile.Write(ref going, false);
        await Meter.Pause(RampUp);
        crowd.Deafen();
    }
}
