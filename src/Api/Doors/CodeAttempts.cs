using Microsoft.Extensions.Caching.Memory;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Doors;

/// <summary>Counts the codes that people try, by network and for the deployment.</summary>
internal sealed class CodeAttempts(AttemptLimits limits) : IDisposable
{
    private const string Kind = "code";
    private const int MostRemembered = 50_000;
    private readonly MemoryCache givenBack = new(new MemoryCacheOptions { SizeLimit = MostRemembered });

    /// <summary>Whether the code is known here to lead to a room: who knocks with it again guesses nothing.</summary>
    public bool IsRight(string fingerprint) => givenBack.TryGetValue(fingerprint, out _);

    /// <summary>Counts an attempt, before it is tried.</summary>
    /// <returns>Null when it may be tried; otherwise what its sender is told.</returns>
    public async Task<Refusal?> Count(HttpContext from, CancellationToken cancellation) =>
        await limits.Count(NetworkLimits.For(Kind, from), cancellation) is var wait && wait > TimeSpan.Zero
            ? new Refusal(RefusalReason.Throttled, RetryAfter: wait)
            : null;

    /// <summary>
    /// The attempt was right, so it does not count. Once an hour for each code: who has one must not try others for
    /// nothing with it.
    /// </summary>
    public async Task GiveBack(HttpContext from, string fingerprint, CancellationToken cancellation)
    {
        if (IsRight(fingerprint))
        {
            return;
        }

        givenBack.Set(fingerprint, true, new MemoryCacheEntryOptions
        {
            Size = 1,
            AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1),
        });
        await limits.GiveBack(NetworkLimits.For(Kind, from), cancellation);
    }

    public void Dispose() => givenBack.Dispose();
}
