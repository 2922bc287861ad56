using RedConnect.Tests.Load.Phases;

namespace RedConnect.Tests.Load;

/// <summary>
/// The table of the design, section 10, by one command, in about twenty minutes. Needs <c>redis-server</c> on the
/// path, and root for the cut between silos. The bars of browsers (first picture, switched paths, reload, weight of the
/// entry page, axe) are tests: <c>./test</c>.
/// </summary>
internal static class AllBars
{
    private const double SiloKilled = 4000;
    private const double ApiKilled = 3000;
    private const double Planned = 1500;

    public static async Task Run(string? json)
    {
        var judged = new List<Judgement>();
        judged.AddRange(await Starting.Measure());
        judged.AddRange(await Contest.OfProcesses(new(Rooms: 1000, Seconds: 5, Rounds: 2, json)));
        judged.AddRange(await Contest.OfClusters(new(Rooms: 300, Seconds: 5, Rounds: 2, Json: null)));
        judged.AddRange(Judge(await Faults.Run(["--rounds", "1"])));
        var rolling = await Rolling.Run([]);
        judged.Add(Judgement.AtMost("rolling kills and restarts: longest silence, ms", rolling, SiloKilled));
        await Overload.Run([]);
        judged.AddRange(await Floods.Run([]));
        Console.WriteLine();
        judged.ForEach(Console.WriteLine);
    }

    private static IEnumerable<Judgement> Judge(IReadOnlyDictionary<string, double> longest) =>
        from fault in longest
        where fault.Key is not "cut"
        let bar = fault.Key switch { "kill silo" => SiloKilled, "kill api" => ApiKilled, _ => Planned }
        select Judgement.AtMost($"{fault.Key}: longest silence, ms", fault.Value, bar);
}
