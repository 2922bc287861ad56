using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Contracts.Throttling;

namespace RedConnect.Api.Rooms;

/// <summary>Counts the wrong codes of an address, and knows how long it must wait. What it counts under says nothing about the address once this process has ended.</summary>
internal sealed class Guesses(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private readonly byte[] salt = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, DateTimeOffset> waits = new();

    /// <summary>One wrong code more, and what its address is told.</summary>
    public async Task<Refusal> Count(IPAddress? address, CancellationToken cancellation)
    {
        if (Wait(address) is var already && already > TimeSpan.Zero)
        {
            return Throttled(already);
        }

        var subject = Subject(address);
        var wait = await grains.GetGrain<IThrottleGrain>(subject).Fail(cancellation);
        if (wait > TimeSpan.Zero)
        {
            waits[subject] = time.GetUtcNow() + wait;
        }

        return new Refusal(RefusalReason.Unknown);
    }

    /// <summary>How long this address must wait yet; zero, if it need not.</summary>
    public TimeSpan Wait(IPAddress? address)
    {
        if (waits.IsEmpty || !waits.TryGetValue(Subject(address), out var until))
        {
            return TimeSpan.Zero;
        }

        var left = until - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            waits.TryRemove(Subject(address), out _);
        }

        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    public static Refusal Throttled(TimeSpan wait) => new(RefusalReason.Throttled, RetryAfter: wait);

    /// <summary>Until a whole second has passed since a question came: a code that exists takes longer to look at than one that does not, and nobody is to see which.</summary>
    public Task UntilNothingShows(long since, CancellationToken cancellation)
    {
        var spent = time.GetElapsedTime(since);
        return Task.Delay(Beat - TimeSpan.FromTicks(spent.Ticks % Beat.Ticks), time, cancellation);
    }

    private string Subject(IPAddress? address) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(salt, (address ?? IPAddress.None).GetAddressBytes()));
}
