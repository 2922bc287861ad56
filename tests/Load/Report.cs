using System.Text.Json;
using RedConnect.Tests.Load.Servers;

namespace RedConnect.Tests.Load;

/// <summary>
/// Medians, side by side, against the bars. A ratio is the median of each turn's own, because the contenders of a turn
/// ran one right after the other: a machine that is slower for a while is slower for all of them.
/// </summary>
internal sealed class Report(IReadOnlyDictionary<string, Bar> bars)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };
    private readonly Dictionary<string, Dictionary<Contender, List<double>>> figures = [];

    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0
            ? double.NaN
            : sorted[Math.Clamp((int)Math.Ceiling(sorted.Count * share) - 1, 0, sorted.Count - 1)];
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

    /// <summary>Prints the table, writes it to the file, if there is one, and says which bars are met.</summary>
    public async Task<IReadOnlyList<Judgement>> Publish(string? file)
    {
        var rows = figures.Select(row => Row.Of(row.Key, row.Value)).ToList();
        var contenders = rows.SelectMany(row => row.Medians.Keys).Distinct().ToList();
        var yardsticks = contenders.FindAll(name => name != Contender.Ours.Name);
        var heads = Columns(contenders, name => $"{name,12}");
        var ratioHeads = Columns(yardsticks, name => $"{"ours / " + name,20}{"from",7}{"to",7}");
        Console.WriteLine($"{"medians",-48}{heads}{ratioHeads}");
        foreach (var row in rows)
        {
            var medians = Columns(contenders, name => row.Medians.TryGetValue(name, out var median)
                ? $"{median,12:0.00}"
                : new string(' ', 12));
            var ratios = Columns(yardsticks, name => row.Ratios.TryGetValue(name, out var ratio)
                ? $"{ratio.Median,20:0.00}{ratio.Lowest,7:0.00}{ratio.Highest,7:0.00}"
                : new string(' ', 34));
            Console.WriteLine($"{row.What,-48}{medians}{ratios}");
        }

        var judged = rows.Where(row => bars.ContainsKey(row.What)).Select(row => bars[row.What].Judge(row)).ToList();
        judged.ForEach(Console.WriteLine);

        if (file is not null)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(rows, Readable));
        }

        return judged;
    }

    private static string Columns(IEnumerable<string> names, Func<string, string> column) =>
        string.Concat(names.Select(column));
}
