using System.Text.RegularExpressions;

namespace RedConnect.Tests.Architecture;

public sealed partial class HouseRuleTests
{
    private static readonly string[] Vague =
        ["Manager", "Helper", "Util", "Utils", "Common", "Base", "Info", "Data", "Extensions", "Constants"];

    [Fact]
    public void No_type_has_a_name_that_says_nothing() => Assert.Empty(Repository.Files("*.cs")
        .SelectMany(file => Declarations().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
        .Where(name => Vague.Any(vague => name.EndsWith(vague, StringComparison.Ordinal))));

    /// <summary>SQLite keeps state by its name and the grain's key alone (docs/decisions/0005).</summary>
    [Fact]
    public void No_two_grain_types_share_a_name_of_state()
    {
        var names = Repository.Files("*.cs")
            .Where(file => Repository.Name(file).StartsWith("src", StringComparison.Ordinal))
            .SelectMany(file => StateNames().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
                .ToList();
        Assert.Contains("room", names);
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void Tests_neither_sleep_nor_skip() => Assert.Empty(Repository.Files("*.cs").Concat(Repository.Files("*.ts"))
        .Where(file => Repository.Name(file).StartsWith("tests", StringComparison.Ordinal)
            && !file.EndsWith("HouseRuleTests.cs", StringComparison.Ordinal))
        .Where(file => Naps().IsMatch(File.ReadAllText(file))).Select(Repository.Name));

    [Fact]
    public void The_client_writes_no_markup_and_trusts_no_type_blindly() => Assert.Empty(Repository.Files("*.ts")
        .Where(file => Repository.Name(file).StartsWith("src", StringComparison.Ordinal))
        .Where(file => Markup().IsMatch(File.ReadAllText(file))).Select(Repository.Name));

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+([A-Z]\w+)")]
    private static partial Regex Declarations();

    [GeneratedRegex("""PersistentState\("([\w-]+)""")]
    private static partial Regex StateNames();

    [GeneratedRegex(@"Thread\.Sleep|Task\.Delay|Skip\s*=\s*""|\.skip\(|\.only\(|WaitForTimeout")]
    private static partial Regex Naps();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|:\s*any\b|\bas any\b")]
    private static partial Regex Markup();
}
