using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using RedConnect.Grains.Contracts.Throttling;
using RedConnect.Hosting;

namespace RedConnect.Api.Doors;

/// <summary>A subject of attempts, and how many it may make.</summary>
internal sealed record Limit(string Subject, Bucket Bucket)
{
    /// <summary>The subject is an address or the hash of a name that can be guessed.</summary>
    public override string ToString() => nameof(Limit);
}

/// <summary>
/// Counts attempts before they are made, in buckets that all API servers share. Subjects are known to the silos as
/// hashes under the deployment's key. A subject that must wait is refused here without another call.
/// </summary>
internal sealed class AttemptLimits(IGrainFactory grains, DeploymentKey key, TimeProvider time) : IDisposable
{
    private const int MostRemembered = 50_000;
    private readonly byte[] subjectKey = key.Derive("limits");
    private readonly MemoryCache waits = new(new MemoryCacheOptions { SizeLimit = MostRemembered });

    /// <summary>Counts an attempt for all of these subjects, or for none.</summary>
    /// <returns>Zero if it may be made; otherwise how long to wait.</returns>
    public async Task<TimeSpan> Count(IReadOnlyList<Limit> limits, CancellationToken cancellation)
    {
        if (limits.Max(Remembered) is var known && known > TimeSpan.Zero)
        {
            return known;
        }

        for (var n = 0; n < limits.Count; n++)
        {
            var wait = await Throttle(limits[n]).Take(limits[n].Bucket, cancellation);
            if (wait > TimeSpan.Zero)
            {
                Remember(limits[n], wait);
                await GiveBack([.. limits.Take(n)], cancellation);
                return wait;
            }
        }

        return TimeSpan.Zero;
    }

    /// <summary>The attempt was good, or was not made.</summary>
    public Task GiveBack(IReadOnlyList<Limit> limits, CancellationToken cancellation) =>
        Task.WhenAll(limits.Select(limit => Throttle(limit).GiveBack(cancellation)));

    /// <summary>The subject proved itself.</summary>
    public Task Forget(Limit limit, CancellationToken cancellation) => Throttle(limit).Forget(cancellation);

    public void Dispose() => waits.Dispose();

    private TimeSpan Remembered(Limit limit) =>
        waits.TryGetValue(Hash(limit), out DateTimeOffset until) && until - time.GetUtcNow() is var left
        && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private void Remember(Limit limit, TimeSpan wait) => waits.Set(
        Hash(limit),
        time.GetUtcNow() + wait,
        new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = wait });

    private IThrottleGrain Throttle(Limit limit) => grains.GetGrain<IThrottleGrain>(Hash(limit));

    private string Hash(Limit limit) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(subjectKey, Encoding.UTF8.GetBytes(limit.Subject)));
}
