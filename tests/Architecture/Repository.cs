namespace RedConnect.Tests.Architecture;

/// <summary>The source files of this checkout.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["node_modules", "artifacts", "bin", "obj", "wwwroot"];

    public static string Root { get; } = Find();

    public static IEnumerable<string> Files(string pattern) =>
        new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
            .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Intersect(Generated).Any());

    public static string Read(params string[] parts) => File.ReadAllText(Path.Combine([Root, .. parts]));

    public static string Name(string file) => Path.GetRelativePath(Root, file);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RedConnect.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("RedConnect.sln is in no folder above the tests.");
    }
}
