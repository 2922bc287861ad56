using RedConnect.Tests.Load.Servers;

namespace RedConnect.Tests.Load;

/// <summary>How often ours is a yardstick's figure, turn by turn.</summary>
internal sealed record Ratio(double Median, double Lowest, double Highest);

/// <summary>One figure of all contenders, by their names.</summary>
internal sealed record Row(string What, IReadOnlyDictionary<string, double> Medians, IReadOnlyDictionary<string,
    Ratio> Ratios)
{
    public static Row Of(string what, IReadOnlyDictionary<Contender, List<double>> figures)
    {
        var ours = figures.GetValueOrDefault(Contender.Ours, []);
        var ratios = from yardstick in figures
                     where yardstick.Key != Contender.Ours && ours.Count > 0
                     select (yardstick.Key.Name, Ratio: Compare(yardstick.Value, ours));
        return new Row(what, figures.ToDictionary(pair => pair.Key.Name, pair => Median(pair.Value)),
            ratios.ToDictionary(pair => pair.Name, pair => pair.Ratio));
    }

    private static Ratio Compare(List<double> theirs, List<double> ours)
    {
        var ratios = theirs.Zip(ours, (their, own) => own / their).ToList();
        return new Ratio(Median(ratios), ratios.Min(), ratios.Max());
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
