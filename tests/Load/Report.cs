using System.Text.Json;
using RedConnect.Tests.Load.Servers;

namespace RedConnect.Tests.Load;

/// <summary>
/// Medians over the rounds, side by side, against the bars. The ratio is the median of each round's own, because the two of a round ran one after the other: a machine that is
/// slower for a minute is slower for both.
/// </summary>
internal sealed class Report(string yardstick, IReadOnlyDictionary<string, Bar> bars)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };
    private readonly Dictionary<string, Dictionary<Contender, List<double>>> figures = [];

    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(sorted.Count * share) - 1, 0, sorted.Count - 1)];
    }

    public void Add(string what, Contender contender, double value)
    {
        if (!figures.TryGetValue(what, out var contenders))
        {
            figures[what] = contenders = [];
        }

        if (!contenders.TryGetValue(contender, out var values))
        {
            contenders[contender] = values = [];
        }

        values.Add(value);
    }

    /// <summary>Prints the table, and writes it to the file, if there is one.</summary>
    public async Task Publish(string? file)
    {
        Console.WriteLine($"{"median of the rounds",-48}{yardstick,12}{"ours",12}{"ratio",9}{"from",7}{"to",7}  bar");
        var rows = figures.Select(row => Row.Of(row.Key, row.Value)).ToList();
        foreach (var row in rows)
        {
            Console.WriteLine($"{row.What,-48}{row.Plain,12:0.00}{row.Ours,12:0.00}{row.Ratio,9:0.00}{row.Lowest,7:0.00}{row.Highest,7:0.00}  {bars.GetValueOrDefault(row.What)?.Judge(row.Ours, row.Ratio)}");
        }

        if (file is not null)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(rows, Readable));
        }
    }

    private sealed record Row(string What, double? Plain, double? Ours, double? Ratio, double? Lowest, double? Highest)
    {
        public static Row Of(string what, Dictionary<Contender, List<double>> contenders)
        {
            var plain = contenders.GetValueOrDefault(Contender.Plain, []);
            var ours = contenders.GetValueOrDefault(Contender.RedConnect, []);
            var ratios = plain.Zip(ours, (theirs, own) => own / theirs).ToList();
            return new Row(what, Median(plain), Median(ours), Median(ratios), Edge(ratios, list => list.Min()), Edge(ratios, list => list.Max()));
        }

        private static double? Edge(List<double> values, Func<List<double>, double> of) => values.Count == 0 ? null : of(values);

        private static double? Median(List<double> values)
        {
            var sorted = values.Order().ToList();
            return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        }
    }
}
