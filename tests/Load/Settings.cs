using System.Globalization;

namespace RedConnect.Tests.Load;

/// <summary>How much, how long, how often.</summary>
internal sealed record Settings(int Rooms, int Seconds, int Rounds, string? Json)
{
    public TimeSpan Slice => TimeSpan.FromSeconds(Seconds);

    public static Settings Of(string[] args) => new(
        Number(args, "--rooms", 300),
        Number(args, "--seconds", 8),
        Number(args, "--rounds", 4),
        Text(args, "--json"));

    public static int Number(string[] args, string name, int otherwise) =>
        Text(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string? Text(string[] args, string name) =>
        Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
