using RedConnect.Grains.Contracts.Throttling;
using RedConnect.Hosting;

namespace RedConnect.Api.Doors;

/// <summary>
/// What anonymous people may try: from one network, from the networks around it, and in the whole deployment. An IPv4
/// address may be that of a hospital, so that it has more. No bucket takes longer than a quarter of an hour to be empty
/// again, and a full one makes room for somebody else every few seconds: nobody can shut a network for long.
/// </summary>
internal static class NetworkLimits
{
    private static readonly Bucket[] IPv4 = [Of(100, 6), Of(200, 4), Of(600, 1)];
    private static readonly Bucket[] IPv6 = [Of(30, 20), Of(60, 10), Of(120, 5)];

    /// <summary>One a second: of 2³⁶ codes, with 100,000 valid at a time, one is found in eight days.</summary>
    private static readonly Bucket Deployment = Of(600, 1);

    /// <summary>The limits of one kind of attempt for the sender of a request.</summary>
    public static IReadOnlyList<Limit> For(string kind, HttpContext from) =>
    [
        .. ClientNetwork.Around(from).Zip(
            ClientNetwork.IsIPv4(from) ? IPv4 : IPv6,
            (network, bucket) => new Limit($"{kind} {Convert.ToHexString(network)}", bucket)),
        new Limit(kind, Deployment),
    ];

    private static Bucket Of(int size, double leakSeconds) => new(size, TimeSpan.FromSeconds(leakSeconds));
}
