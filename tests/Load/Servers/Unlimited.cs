namespace RedConnect.Tests.Load.Servers;

/// <summary>One connection sends here what a hundred people would, and one address holds them all: limits are lifted,
/// but for those a phase has set.</summary>
internal static class Unlimited
{
    private const string Most = "1000000";

    public static void Set(IDictionary<string, string?> environment)
    {
        (environment["Rooms__MessagesPerSecond"], environment["Rooms__MessageBurst"]) = (Most, Most);
        foreach (var limit in new[] { "Arrivals", "ArrivalsPerAddress", "Pages", "PagesPerAddress" })
        {
            environment.TryAdd($"Limits__{limit}__PerSecond", Most);
            environment.TryAdd($"Limits__{limit}__Burst", Most);
        }
    }
}
