namespace RedConnect.Tests.Browser.Scene;

/// <summary>Where things are in this checkout.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string In(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string from)
    {
        var folder = new DirectoryInfo(from);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RedConnect.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("RedConnect.sln is in no folder above the tests.");
    }
}
