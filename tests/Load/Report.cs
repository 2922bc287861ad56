using System.Text.Json;
using RedConnect.Tests.Load.Servers;

namespace RedConnect.Tests.Load;

/// <summary>Medians over the rounds, side by side, against the bars.</summary>
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
        Console.WriteLine($"{"median of the rounds",-48}{yardstick,12}{"ours",12}{"ratio",9}  bar");
        foreach (var (what, plain, ours, ratio) in Rows())
        {
            Console.WriteLine($"{what,-48}{plain,12:0.00}{ours,12:0.00}{ratio,9:0.00}  {bars.GetValueOrDefault(what)?.Judge(ours, ratio)}");
        }

        if (file is not null)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(Rows().Select(row => new { row.What, row.Plain, row.Ours, row.Ratio }), Readable));
        }
    }

    private IEnumerable<(string What, double? Plain, double? Ours, double? Ratio)> Rows() => figures.Select(row =>
    {
        var (plain, ours) = (Median(row.Value, Contender.Plain), Median(row.Value, Contender.RedConnect));
        return (row.Key, plain, ours, ours / plain);
    });

    private static double? Median(Dictionary<Contender, List<double>> contenders, Contender contender)
    {
        if (!contenders.TryGetValue(contender, out var values))
        {
            return null;
        }

        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
