using System.Text.Json;

namespace RedConnect.Tests.Load;

/// <summary>Medians over the rounds, side by side, against the bars of the design.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private static readonly Dictionary<string, (double Bar, bool AtLeast)> Bars = new()
    {
        ["signals per server CPU-second"] = (1.0, true),
        ["relay latency p50, ms"] = (1.5, false),
        ["relay latency p99, ms"] = (2.0, false),
        ["memory per waiting room, KiB"] = (1.5, false),
        ["storm: all rooms back and relaying, s"] = (1.5, false),
    };

    private readonly Dictionary<string, Dictionary<ServerKind, List<double>>> figures = [];

    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Count - 1, Math.Ceiling(sorted.Count * share))];
    }

    public void Add(string what, ServerKind kind, double value)
    {
        if (!figures.TryGetValue(what, out var kinds))
        {
            figures[what] = kinds = [];
        }

        if (!kinds.TryGetValue(kind, out var values))
        {
            kinds[kind] = values = [];
        }

        values.Add(value);
    }

    public void Print(TextWriter writer)
    {
        writer.WriteLine($"{"median of the rounds",-44}{"plain",12}{"ours",12}{"ratio",9}  bar");
        foreach (var (what, plain, ours, ratio) in Rows())
        {
            var bar = Bars.TryGetValue(what, out var b) ? $"{(b.AtLeast ? "≥" : "≤")} {b.Bar:0.0} {((ratio >= b.Bar) == b.AtLeast ? "met" : "MISSED")}" : "";
            writer.WriteLine($"{what,-44}{plain,12:0.00}{ours,12:0.00}{ratio,9:0.00}  {bar}");
        }
    }

    public async Task Save(string file) => await File.WriteAllTextAsync(
        file,
        JsonSerializer.Serialize(Rows().Select(row => new { row.What, row.Plain, row.Ours, row.Ratio }), Readable));

    private IEnumerable<(string What, double? Plain, double? Ours, double? Ratio)> Rows() => figures.Select(row =>
    {
        var (plain, ours) = (Median(row.Value, ServerKind.Plain), Median(row.Value, ServerKind.RedConnect));
        return (row.Key, plain, ours, ours / plain);
    });

    private static double? Median(Dictionary<ServerKind, List<double>> kinds, ServerKind kind) =>
        kinds.TryGetValue(kind, out var values) ? Percentile(values, 0.499) : null;
}
