using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Contracts.Throttling;
using RedConnect.Hosting;

namespace RedConnect.Api.Doors;

/// <summary>
/// Counts the codes that a client network tries and knows how long it must wait. Networks are counted under a hash with
/// a salt that ends with this process.
/// </summary>
internal sealed class CodeAttempts(IGrainFactory grains, TimeProvider time) : IDisposable
{
    private const int MostRemembered = 50_000;
    private readonly byte[] salt = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, DateTimeOffset> waits = new();
    private readonly MemoryCache givenBack = new(new MemoryCacheOptions { SizeLimit = MostRemembered });

    /// <summary>Counts an attempt, before it is tried.</summary>
    /// <returns>Null when it may be tried; otherwise what its sender is told.</returns>
    public async Task<Refusal?> Count(HttpContext from, CancellationToken cancellation)
    {
        if (Wait(from) is var already && already > TimeSpan.Zero)
        {
            return new Refusal(RefusalReason.Throttled, RetryAfter: already);
        }

        var subject = Subject(from);
        var wait = await grains.GetGrain<IThrottleGrain>(subject).Fail(cancellation);
        if (wait > TimeSpan.Zero)
        {
            waits[subject] = time.GetUtcNow() + wait;
        }

        return null;
    }

    /// <summary>
    /// The attempt was right, so it does not count. Once an hour for each code: who has one must not try others for
    /// nothing with it.
    /// </summary>
    public Task GiveBack(HttpContext from, string fingerprint, CancellationToken cancellation)
    {
        if (givenBack.TryGetValue(fingerprint, out _))
        {
            return Task.CompletedTask;
        }

        givenBack.Set(fingerprint, true, new MemoryCacheEntryOptions
        {
            Size = 1,
            AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1),
        });
        var subject = Subject(from);
        waits.TryRemove(subject, out _);
        return grains.GetGrain<IThrottleGrain>(subject).GiveBack(cancellation);
    }

    public void Dispose() => givenBack.Dispose();

    /// <summary>How long this network must still wait; zero when it need not.</summary>
    private TimeSpan Wait(HttpContext from)
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

    private string Subject(HttpContext from) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(salt, ClientNetwork.Of(from)));
}
