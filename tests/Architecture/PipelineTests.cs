using System.Text.RegularExpressions;

namespace RedConnect.Tests.Architecture;

public sealed partial class PipelineTests
{
    [Fact]
    public void There_is_one_program() => Assert.Equal(
        [Path.Combine("src", "Web", "Program.cs")],
        Repository.Files("Program.cs").Where(IsProduct).Select(Repository.Name));

    /// <summary>Middleware runs in the order of its registration, which only Program.cs shows.</summary>
    [Fact]
    public void Nothing_called_Map_adds_middleware()
    {
        var bodies = Repository.Files("*.cs").Where(IsProduct)
            .SelectMany(file => Maps().Matches(File.ReadAllText(file))).ToList();
        Assert.NotEmpty(bodies);
        Assert.Empty(bodies.Where(body => Use().IsMatch(body.Value)).Select(body => body.Groups[1].Value));
    }

    private static bool IsProduct(string file) => Repository.Name(file).StartsWith("src", StringComparison.Ordinal);

    [GeneratedRegex(@"static [\w<>]+ (Map\w+)\([^)]*\)(?:\s*=>[^;]*;|\s*\{.*?\n    \})", RegexOptions.Singleline)]
    private static partial Regex Maps();

    [GeneratedRegex(@"\bUse[A-Z]\w*\(")]
    private static partial Regex Use();
}
