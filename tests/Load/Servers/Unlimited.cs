namespace RedConnect.Tests.Load.Servers;

/// <summary>One connection sends here what a hundred people would: its limit is lifted.</summary>
internal static class Unlimited
{
    public static void Set(IDictionary<string, string?> environment) =>
        (environment["Rooms__MessagesPerSecond"], environment["Rooms__MessageBurst"]) = ("1000000", "1000000");
}
