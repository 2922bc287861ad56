using Microsoft.Extensions.Caching.Memory;
using RedConnect.Grains.Contracts.Codes;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Doors;

/// <summary>
/// Finds the room of a code. Cached, because clients come back, and often many at once; whether the code is still
/// valid, the room decides.
/// </summary>
internal sealed class RoomLookup(IGrainFactory grains) : IDisposable
{
    private const int MostEntries = 50_000;
    private static readonly MemoryCacheEntryOptions Entry =
        new() { Size = 1, SlidingExpiration = TimeSpan.FromHours(1) };
    private readonly MemoryCache rooms = new(new MemoryCacheOptions { SizeLimit = MostEntries });

    /// <summary>Asks the code's room. A cached room that does not know the code any more is looked up again.</summary>
    /// <returns>The room and its answer; neither, when no room has this code.</returns>
    public async Task<(IRoomGrain? Room, T? Answer)> Ask<T>(
        string fingerprint,
        Func<IRoomGrain, Task<T>> question,
        Func<T, Refusal?> refusal,
        CancellationToken cancellation)
        where T : class
    {
        if (rooms.Get<IRoomGrain>(fingerprint) is { } known)
        {
            var answer = await question(known);
            if (refusal(answer)?.Reason is not RefusalReason.Unknown)
            {
                return (known, answer);
            }

            rooms.Remove(fingerprint);
        }

        if (await grains.GetGrain<IAccessCodeGrain>(fingerprint).Find(cancellation) is not { } id)
        {
            return (null, null);
        }

        var room = rooms.Set(fingerprint, grains.GetGrain<IRoomGrain>(id), Entry);
        return (room, await question(room));
    }

    public void Dispose() => rooms.Dispose();
}
