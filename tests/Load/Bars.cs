using RedConnect.Tests.Load.Servers;

namespace RedConnect.Tests.Load;

/// <summary>A figure, the bar it was measured against, and whether that is met.</summary>
internal sealed record Judgement(string What, double Figure, string Bar, bool Met)
{
    public static Judgement AtMost(string what, double figure, double bar) =>
        new(what, figure, $"≤ {bar:0.0}", figure <= bar);

    public override string ToString() => $"{What,-60}{Figure,10:0.00}  {Bar} {(Met ? "met" : "MISSED")}";
}

/// <summary>
/// A bar of the design, section 10: on the ratio to a yardstick, or on our own figure where there is none.
/// </summary>
internal sealed record Bar(double Value, Contender? Beside = null, bool AtLeast = false)
{
    public Judgement Judge(Row row)
    {
        var figure = Beside is null ? row.Medians.GetValueOrDefault(Contender.Ours.Name, double.NaN)
            : row.Ratios.GetValueOrDefault(Beside.Name)?.Median ?? double.NaN;
        var what = Beside is null ? row.What : $"{row.What}, beside {Beside.Name}";
        return new(what, figure, $"{(AtLeast ? "≥" : "≤")} {Value:0.0}", AtLeast ? figure >= Value : figure <= Value);
    }
}

/// <summary>The bars a benchmark can show.</summary>
internal static class Bars
{
    public static IReadOnlyDictionary<string, Bar> None { get; } = new Dictionary<string, Bar>();

    public static IReadOnlyDictionary<string, Bar> OfProcesses { get; } = new Dictionary<string, Bar>
    {
        ["signals per server CPU-second"] = new(0.6, Contender.Plain, AtLeast: true),
        ["relay latency p99, ms"] = new(50),
        ["memory per waiting room, KiB"] = new(1.5, Contender.Plain),
        ["CPU per waiting room and minute, ms"] = new(10),
        ["storm: all rooms back and relaying, s"] = new(2, Contender.Plain),
        ["enter → partner told p99, ms"] = new(50),
    };

    /// <summary>Like beside like: several processes on this machine beside several.</summary>
    public static IReadOnlyDictionary<string, Bar> OfClusters { get; } = new Dictionary<string, Bar>
    {
        ["signals per server CPU-second"] = new(2, Contender.OnRedis, AtLeast: true),
    };
}
