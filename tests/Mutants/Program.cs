using System.Diagnostics;
using RedConnect.Tests.Machine;
using RedConnect.Tests.Mutants;

// dotnet run --project tests/Mutants [-- part of a name]
// Puts one deliberate fault after another into a copy of the last commit, and runs the tests that must notice it.
var part = args.FirstOrDefault() ?? "";
var chosen = Mutants.All.Where(mutant => mutant.Name.Contains(part, StringComparison.OrdinalIgnoreCase)).ToList();
var folder = Directory.CreateTempSubdirectory("redconnect-mutants");
try
{
    var copy = await Copy.Of(Checkout.Root, folder.FullName);
    foreach (var suite in chosen.Select(mutant => mutant.Suite).Distinct())
    {
        if (!await copy.Passes(suite))
        {
            throw new InvalidOperationException($"{suite} fails without any fault.");
        }
    }

    var survivors = 0;
    foreach (var mutant in chosen)
    {
        var clock = Stopwatch.GetTimestamp();
        var noticed = await copy.Notices(mutant);
        var took = Stopwatch.GetElapsedTime(clock);
        survivors += noticed ? 0 : 1;
        Console.WriteLine($"{(noticed ? "noticed" : "SURVIVED"),-9} {took.TotalSeconds,4:0} s  {mutant.Name}");
    }

    Console.WriteLine($"{chosen.Count} faults, {survivors} survived");
    return survivors;
}
finally
{
    folder.Delete(recursive: true);
}
