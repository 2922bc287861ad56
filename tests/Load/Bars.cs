using RedConnect.Tests.Load.Servers;

namespace RedConnect.Tests.Load;

/// <summary>A bar of the design, section 10: on the ratio to a yardstick, or on our own figure where there is
/// none.</summary>
internal sealed record Bar(double Value, Contender? Beside, bool AtLeast = false)
{
    public string Judge(Row row)
    {
        var figure = Beside is null ? row.Medians.GetValueOrDefault(Contender.Ours.Name)
            : row.Ratios.GetValueOrDefault(Beside.Name)?.Median;
        var met = figure is { } value && value >= Value == AtLeast;
        return $"{(AtLeast ? "≥" : "≤")} {Value:0.0} {(met ? "met" : "MISSED")}";
    }
}

/// <summary>The bars a benchmark can show.</summary>
internal static class Bars
{
    public static IReadOnlyDictionary<string, Bar> None { get; } = new Dictionary<string, Bar>();

    public static IReadOnlyDictionary<string, Bar> OfProcesses { get; } = Beside(Contender.Plain, signals: 1.0);

    /// <summary>Like beside like: several processes on this machine beside several.</summary>
    public static IReadOnlyDictionary<string, Bar> OfClusters { get; } = Beside(Contender.OnRedis, signals: 2.0);

    private static Dictionary<string, Bar> Beside(Contender yardstick, double signals) => new()
    {
        ["signals per server CPU-second"] = new(signals, yardstick, AtLeast: true),
        ["relay latency p50, ms"] = new(1.5, yardstick),
        ["relay latency p99, ms"] = new(2.0, yardstick),
        ["memory per waiting room, KiB"] = new(1.5, yardstick),
        ["storm: all rooms back and relaying, s"] = new(1.5, yardstick),
        ["enter → partner told p99, ms"] = new(50, Beside: null),
    };
}
