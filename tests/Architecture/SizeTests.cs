namespace RedConnect.Tests.Architecture;

/// <summary>Sizes of CONTRIBUTING.md. TypeScript's functions and complexity are held by oxlint, C#'s complexity by
/// CA1502.</summary>
public sealed class SizeTests
{
    private const int LongestType = 250;
    private const int LongestFunction = 40;
    private const int MostDependencies = 5;
    private const int Columns = 120;

    [Theory]
    [InlineData("*.cs", 250)]
    [InlineData("*.ts", 200)]
    public void Files_stay_small(string pattern, int most) => Assert.Empty(Repository.Files(pattern)
        .Select(file => (Name: Repository.Name(file), Lines: File.ReadLines(file).Count()))
        .Where(file => file.Lines > most));

    [Fact]
    public void Types_stay_small_with_all_their_files_together() => Assert.Empty(Source.Types
        .Where(type => type.Lines > LongestType).Select(type => (type.Name, type.Lines)));

    [Fact]
    public void The_room_grain_stays_below_two_hundred_lines() =>
        Assert.InRange(Source.Types.Single(type => type.Name.EndsWith(".RoomGrain`0", StringComparison.Ordinal)).Lines,
            1, 199);

    [Fact]
    public void Functions_fit_a_screen() =>
        Assert.Empty(Source.Functions.Where(function => function.Lines > LongestFunction));

    [Fact]
    public void Types_depend_on_few_others() => Assert.Empty(Source.Types
        .Where(type => type.Name.StartsWith("RedConnect.", StringComparison.Ordinal)
            && !type.Name.StartsWith("RedConnect.Tests", StringComparison.Ordinal))
        .Where(type => type.Dependencies > MostDependencies).Select(type => (type.Name, type.Dependencies)));

    /// <summary>A table row of a document cannot be wrapped.</summary>
    [Fact]
    public void Lines_fit_a_hundred_and_twenty_columns() =>
        Assert.Empty(Repository.Files("*.cs").Concat(Repository.Files("*.ts")).Concat(Repository.Documents)
        .SelectMany(file => File.ReadLines(file)
            .Select((line, at) => (Line: line, Place: $"{Repository.Name(file)}:{at + 1}")))
        .Where(line => line.Line.Length > Columns && !line.Line.StartsWith('|'))
        .Select(line => line.Place));

    [Fact]
    public void Programs_are_tables_of_contents() => Assert.Empty(Repository.Files("Program.cs")
        .Where(file => File.ReadLines(file).Count() > 60).Select(Repository.Name));

    [Fact]
    public void The_readme_can_be_read_in_one_go() =>
        Assert.InRange(Repository.Read("README.md").Split('\n').Length, 20, 120);
}
