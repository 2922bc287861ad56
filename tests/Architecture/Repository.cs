using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Architecture;

/// <summary>The source files of this checkout.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["node_modules", "artifacts", "bin", "obj", "wwwroot"];

    public static string Root => Checkout.Root;

    public static IEnumerable<string> Files(string pattern) =>
        new[] { "src", "tests" }
            .SelectMany(folder => Directory
                .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
            .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Intersect(Generated)
                .Any());

    /// <summary>The repository's documents.</summary>
    public static IEnumerable<string> Documents => Directory.EnumerateFiles(Root, "*.md")
        .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(Path.Combine(Root, "infra"), "*.md", SearchOption.AllDirectories));

    public static string Read(params string[] parts) => File.ReadAllText(Checkout.In(parts));

    public static string Name(string file) => Path.GetRelativePath(Root, file);
}
