using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;

namespace RedConnect.Api.Rooms;

/// <summary>ICE servers and rate limits of browsers; section <c>Rooms</c>.</summary>
public sealed class RoomHubOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Rooms";

    /// <summary>STUN and TURN servers, in W3C form. Empty: host candidates only.</summary>
    public IReadOnlyList<IceServer> IceServers { get; init; } = [];

    /// <summary>Messages a connection may send per second, on average.</summary>
    [Range(1, 1_000_000)]
    public int MessagesPerSecond { get; init; } = 50;

    /// <summary>Messages a connection may send at once, after a pause.</summary>
    [Range(1, 1_000_000)]
    public int MessageBurst { get; init; } = 500;

    /// <summary>A token bucket for one connection; refilled when it is used, without a timer.</summary>
    internal ReplenishingRateLimiter Limiter() => new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
    {
        TokenLimit = MessageBurst,
        TokensPerPeriod = MessagesPerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        AutoReplenishment = false,
    });
}
