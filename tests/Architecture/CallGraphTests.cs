using System.Text.RegularExpressions;

namespace RedConnect.Tests.Architecture;

/// <summary>
/// Which grain waits for which, read from the source code of src/Grains: every <c>GetGrain</c> in a grain's class,
/// or in a class it uses, that is not sent with <c>.Ignore()</c>. A circle can wait for itself for ever.
/// </summary>
public sealed partial class CallGraphTests
{
    /// <summary>From above to below: a grain calls only what is behind it here.</summary>
    private static readonly string[] Layers =
    [
        "ICalendarGrain", "ICalendarDayGrain", "ISessionGrain", "IPracticeGrain", "IRosterGrain",
        "IWorkplaceListGrain", "IUserGrain", "IWorkplaceGrain", "IAuditGrain", "IRoomGrain", "IAccessCodeGrain",
        "ILobbyGrain", "IThrottleGrain", "IDataProtectionKeysGrain",
    ];

    private static readonly IReadOnlyList<string> Sources = [.. Repository.Files("*.cs")
        .Where(file => IsIn(file, Path.Combine("src", "Grains")))
        .Where(file => !IsIn(file, Path.Combine("src", "Grains", "Contracts")))
        .Select(File.ReadAllText)];

    [Fact]
    public void Grains_call_downwards_only() => Assert.Empty(Calls()
        .Where(call => Layer(call.From) < 0 || Layer(call.To) <= Layer(call.From))
        .Select(call => $"{call.From} waits for {call.To}"));

    [Fact]
    public void No_grain_waits_for_one_that_may_be_waiting_for_it()
    {
        var calls = Calls().ToLookup(call => call.From, call => call.To);
        Assert.Empty(calls.Select(from => from.Key).Where(from => Reachable(from, calls).Contains(from)));
    }

    [Fact]
    public void The_graph_is_read_from_the_code()
    {
        Assert.Contains(("ICalendarGrain", "IRoomGrain"), Calls());
        Assert.Contains(("IRoomGrain", "IAccessCodeGrain"), Calls());
        Assert.DoesNotContain(("ILobbyGrain", "IRoomGrain"), Calls());
    }

    private static bool IsIn(string file, string folder) =>
        Repository.Name(file).StartsWith(folder, StringComparison.Ordinal);

    private static int Layer(string contract) => Array.IndexOf(Layers, contract);

    private static HashSet<string> Reachable(string from, ILookup<string, string> calls)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(calls[from]);
        while (open.TryPop(out var next))
        {
            if (reached.Add(next))
            {
                Array.ForEach([.. calls[next]], open.Push);
            }
        }

        return reached;
    }

    private static IReadOnlyList<(string From, string To)> Calls() => [.. Sources
        .SelectMany(source => Grains().Matches(source))
        .SelectMany(grain => Awaited(grain.Groups["class"].Value).Select(to => (grain.Groups["contract"].Value, to)))
        .Distinct()];

    private static IEnumerable<string> Awaited(string grainClass) => UsedBy(grainClass)
        .SelectMany(source => Statement().Matches(source))
        .Where(statement => !statement.Value.Contains(".Ignore()", StringComparison.Ordinal))
        .SelectMany(statement => Call().Matches(statement.Value))
        .Select(call => call.Groups["contract"].Value);

    /// <summary>The sources of a grain's class and, in turn, of every class they mention that is no grain.</summary>
    private static HashSet<string> UsedBy(string grainClass)
    {
        var used = new HashSet<string>();
        var open = new Stack<string>(Sources.Where(source => Declares(source, grainClass)));
        while (open.TryPop(out var next))
        {
            if (used.Add(next))
            {
                var classes = Sources.Where(source => !Grains().IsMatch(source) && Mentions(next, source));
                Array.ForEach([.. classes], open.Push);
            }
        }

        return used;
    }

    private static bool Mentions(string source, string other) =>
        Declaration().Matches(other).Any(declared => Regex.IsMatch(source, $@"\b{declared.Groups["name"].Value}\b"));

    private static bool Declares(string source, string name) =>
        Declaration().Matches(source).Any(declared => declared.Groups["name"].Value == name);

    [GeneratedRegex(@"class (?<class>\w+Grain)\b[^{]*?:\s*Grain,\s*(?<contract>I\w+Grain)\b")]
    private static partial Regex Grains();

    [GeneratedRegex(@"\b(?:class|record|struct)\s+(?<name>[A-Z]\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex("[^;{}]*GetGrain<[^;]*;")]
    private static partial Regex Statement();

    [GeneratedRegex(@"GetGrain<(?<contract>I\w+Grain)>")]
    private static partial Regex Call();
}
