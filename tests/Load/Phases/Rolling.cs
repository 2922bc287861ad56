using System.Diagnostics;
using RedConnect.Tests.Load.People;
using RedConnect.Tests.Load.Servers;

namespace RedConnect.Tests.Load.Phases;

/// <summary>
/// Kills or stops one server after another and starts it again at once; the next one goes 0.5 s after the last is
/// ready.
/// </summary>
internal sealed class Rolling(OurCluster cluster, Conversation conversation)
{
    private const int Silos = 3;
    private const int Events = 24;
    private const int BarMilliseconds = 4000;
    private static readonly TimeSpan BetweenEvents = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan HealTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Also a silo right after another, also the same process killed and later stopped.</summary>
    private static readonly (string Strike, string Role, int Number)[] Order =
    [
        ("kill", "silo", 1), ("kill", "silo", 2), ("kill", "silo", 3), ("kill", "api", 1),
        ("stop", "silo", 1), ("kill", "silo", 2), ("stop", "silo", 3), ("stop", "api", 2),
        ("kill", "silo", 1), ("stop", "silo", 2), ("stop", "api", 1), ("kill", "api", 2),
    ];

    private readonly Dictionary<Side, TimeSpan> longest = [];

    /// <summary>The longest silence of the listener who waited longest, in milliseconds.</summary>
    public static async Task<double> Run(string[] args)
    {
        var settings = Settings.Of(args);
        await using var cluster = await OurCluster.Start(Silos);
        var crowd = await cluster.GatherAtTheFront(Settings.Number(args, "--rooms", 30));
        await crowd.InEveryRoom(async room => await Task.WhenAll(room.Both.Select(side => side.Come())));
        var conversation = new Conversation(crowd);
        using var over = new CancellationTokenSource();
        var talking = conversation.Run(over.Token);
        await Meter.Pause(settings.Slice);
        var rolling = new Rolling(cluster, conversation);
        var worst = await rolling.Roll(Settings.Number(args, "--from", 0), Settings.Number(args, "--events", Events));
        await over.CancelAsync();
        await talking;
        return worst.TotalMilliseconds;
    }

    private async Task<TimeSpan> Roll(int first, int events)
    {
        Console.WriteLine($"{"event",-16}{"ready after, s",16}{"silent > 1 s",14}{"> 4 s",8}{"longest, ms",13}");
        var clock = Stopwatch.GetTimestamp();
        for (var n = 0; n < events; n++)
        {
            await Through(Order[(first + n) % Order.Length]);
        }

        var (took, last) = (Stopwatch.GetElapsedTime(clock), Stopwatch.GetTimestamp());
        conversation.Mark();
        var healed = await conversation.Heal(HealTimeout);
        var all = Note();
        Console.WriteLine(
            $"{events} events in {took.TotalSeconds:0} s; longest silence of each of {all.Count} listeners: "
            + $"p50 {Report.Percentile(all, 0.5):0}, p90 {Report.Percentile(all, 0.9):0}, max {all.Max():0} ms; "
            + $"{all.Count(silence => silence > BarMilliseconds)} above {BarMilliseconds} "
            + (all.Max() <= BarMilliseconds ? "met" : "MISSED"));
        Console.WriteLine(healed
            ? $"everyone heard everyone {Stopwatch.GetElapsedTime(last).TotalSeconds:0.0} s after the last event"
            : $"NOT healed {HealTimeout.TotalSeconds:0} s after the last event");
        return TimeSpan.FromMilliseconds(all.Max());
    }

    private async Task Through((string Strike, string Role, int Number) fault)
    {
        conversation.Mark();
        var clock = Stopwatch.GetTimestamp();
        await cluster.Do(fault.Strike, fault.Role, fault.Number);
        await cluster.Do("start", fault.Role, fault.Number);
        var ready = Stopwatch.GetElapsedTime(clock);
        await Meter.Pause(BetweenEvents);
        var silences = conversation.Silences.Values.Select(silence => silence.Longest.TotalMilliseconds).ToList();
        Note();
        Console.WriteLine($"{$"{fault.Strike} {fault.Role} {fault.Number}",-16}{ready.TotalSeconds,16:0.0}"
            + $"{silences.Count(silence => silence > 1000),14}{silences.Count(silence => silence > BarMilliseconds),8}"
            + $"{silences.Max(),13:0}");
    }

    /// <summary>The longest silence of each listener so far, in milliseconds.</summary>
    private List<double> Note()
    {
        foreach (var (side, silence) in conversation.Silences)
        {
            longest[side] = longest.GetValueOrDefault(side) > silence.Longest ? longest[side] : silence.Longest;
        }

        return [.. longest.Values.Select(silence => silence.TotalMilliseconds)];
    }
}
