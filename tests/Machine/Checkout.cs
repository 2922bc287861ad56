namespace RedConnect.Tests.Machine;

/// <summary>Paths in this checkout; programs in the configuration in which the caller was built.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name;

    public static string In(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Program(string project) =>
        In("artifacts", "bin", project, Configuration, $"RedConnect.{project}.dll");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RedConnect.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above contains RedConnect.sln.");
    }
}
