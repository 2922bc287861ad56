namespace RedConnect.Tests.Load;

/// <summary>A bar of the design, section 10: on the ratio of the two, or on our own figure where the yardstick has none.</summary>
internal sealed record Bar(double Value, bool AtLeast = false, bool OnOurs = false)
{
    public string Judge(double? ours, double? ratio)
    {
        var figure = OnOurs ? ours : ratio;
        return $"{(AtLeast ? "≥" : "≤")} {Value:0.0} {(figure is { } value && value >= Value == AtLeast ? "met" : "MISSED")}";
    }
}

/// <summary>The bars a benchmark can show.</summary>
internal static class Bars
{
    public static IReadOnlyDictionary<string, Bar> None { get; } = new Dictionary<string, Bar>();

    public static IReadOnlyDictionary<string, Bar> OfProcesses { get; } = With(signals: 1.0);

    public static IReadOnlyDictionary<string, Bar> OfClusters { get; } = With(signals: 2.0);

    private static Dictionary<string, Bar> With(double signals) => new()
    {
        ["signals per server CPU-second"] = new(signals, AtLeast: true),
        ["relay latency p50, ms"] = new(1.5),
        ["relay latency p99, ms"] = new(2.0),
        ["memory per waiting room, KiB"] = new(1.5),
        ["storm: all rooms back and relaying, s"] = new(1.5),
        ["enter → partner told p99, ms"] = new(50, OnOurs: true),
    };
}
