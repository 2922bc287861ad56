using System.Text.RegularExpressions;

namespace RedConnect.Tests.Load.Servers;

/// <summary>Requests to the store, by what they were for.</summary>
/// <param name="Reads">Of grain state.</param>
/// <param name="Writes">Of grain state, deletions among them.</param>
/// <param name="Reminders">Reads and writes of reminders.</param>
/// <param name="Membership">What silos and edges do to find each other, rooms or not.</param>
internal readonly record struct StoreRequests(int Reads, int Writes, int Reminders, int Membership)
{
    public static StoreRequests operator -(StoreRequests after, StoreRequests before) => new(
        after.Reads - before.Reads, after.Writes - before.Writes, after.Reminders - before.Reminders,
            after.Membership - before.Membership);
}

/// <summary>Azurite's own record of what it was asked.</summary>
internal sealed partial class StoreLog(string file)
{
    public StoreRequests Count()
    {
        var kinds = Lines().Select(line => Request().Match(line)).Where(match => match.Success)
            .CountBy(match => (Table: match.Groups["table"].Value, Read: match.Groups["verb"].Value == "GET"))
            .ToDictionary();
        int Of(string table, bool read) => kinds.GetValueOrDefault((table, read));
        return new StoreRequests(
            Of("GrainState", true),
            Of("GrainState", false),
            Of("Reminders", true) + Of("Reminders", false),
            Of("SiloInstances", true) + Of("SiloInstances", false) + Of("$batch", false));
    }

    private IEnumerable<string> Lines()
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    [GeneratedRegex(@"""(?<verb>[A-Z]+) \S*?/(?:Orleans)?(?<table>GrainState|Reminders|SiloInstances|\$batch)\b")]
    private static partial Regex Request();
}
