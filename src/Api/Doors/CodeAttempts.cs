using System.Collections.Concurrent;
using System.Security.Cryptography;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Contracts.Throttling;
using RedConnect.Hosting;

namespace RedConnect.Api.Doors;

/// <summary>
/// Counts the wrong codes of a client network and knows how long it must wait. Networks are counted under a hash with a
/// salt that ends with this process.
/// </summary>
internal sealed class CodeAttempts(IGrainFactory grains, TimeProvider time)
{
    private readonly byte[] salt = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, DateTimeOffset> waits = new();

    /// <summary>Counts a wrong code, and says what its sender is told.</summary>
    public async Task<Refusal> CountWrong(HttpContext from, CancellationToken cancellation)
    {
        if (Wait(from) is var already && already > TimeSpan.Zero)
        {
            return Throttled(already);
        }

        var subject = Subject(from);
        var wait = await grains.GetGrain<IThrottleGrain>(subject).Fail(cancellation);
        if (wait > TimeSpan.Zero)
        {
            waits[subject] = time.GetUtcNow() + wait;
        }

        return new Refusal(RefusalReason.Unknown);
    }

    /// <summary>How long this network must still wait; zero when it need not.</summary>
    public TimeSpan Wait(HttpContext from)
    {
        if (waits.IsEmpty || !waits.TryGetValue(Subject(from), out var until))
        {
            return TimeSpan.Zero;
        }

        var left = until - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            waits.TryRemove(Subject(from), out _);
        }

        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    public static Refusal Throttled(TimeSpan wait) => new(RefusalReason.Throttled, RetryAfter: wait);

    private string Subject(HttpContext from) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(salt, ClientNetwork.Of(from)));
}
