using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using RedConnect.Grains.Contracts.Codes;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Contracts.Throttling;

namespace RedConnect.Api.Rooms;

/// <summary>From a code to its room. Addresses that guess too often must wait; whoever already holds a seat need not.</summary>
internal sealed class CodeDoor(IGrainFactory grains, RoomConnections connections, TimeProvider time)
{
    private readonly byte[] salt = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, DateTimeOffset> waits = new();

    public bool IsGuessing(IPAddress? address) => Wait(address) > TimeSpan.Zero;

    public async Task<KnockAnswer> Knock(string fingerprint, IPAddress? address, CancellationToken cancellation)
    {
        if (Wait(address) is var wait && wait > TimeSpan.Zero)
        {
            return new KnockAnswer(null, new Refusal(RefusalReason.Throttled, RetryAfter: wait));
        }

        var room = await Find(fingerprint, cancellation);
        var answer = room is null ? null : await room.Knock(fingerprint, cancellation);
        return answer is null or { Refusal.Reason: RefusalReason.Unknown }
            ? new KnockAnswer(null, await Count(address, cancellation))
            : answer;
    }

    public async Task<(IRoomGrain? Room, EnterAnswer Answer)> Enter(EnterRoom command, IPAddress? address, CancellationToken cancellation)
    {
        var room = await Find(command.Fingerprint, cancellation);
        var answer = room is null ? null : await room.Enter(command, connections.EarFor(room.GetPrimaryKeyString()), cancellation);
        return answer is null or { Refusal.Reason: RefusalReason.Unknown }
            ? (room, new EnterAnswer(null, await Count(address, cancellation)))
            : (room, answer);
    }

    private async Task<IRoomGrain?> Find(string fingerprint, CancellationToken cancellation) =>
        await grains.GetGrain<IAccessCodeGrain>(fingerprint).Find(cancellation) is { } room ? grains.GetGrain<IRoomGrain>(room) : null;

    /// <summary>A failed guess: what its address is told.</summary>
    private async Task<Refusal> Count(IPAddress? address, CancellationToken cancellation)
    {
        if (Wait(address) is var already && already > TimeSpan.Zero)
        {
            return new Refusal(RefusalReason.Throttled, RetryAfter: already);
        }

        var subject = Subject(address);
        var wait = await grains.GetGrain<IThrottleGrain>(subject).Fail(cancellation);
        if (wait > TimeSpan.Zero)
        {
            waits[subject] = time.GetUtcNow() + wait;
        }

        return new Refusal(RefusalReason.Unknown);
    }

    private TimeSpan Wait(IPAddress? address)
    {
        if (!waits.TryGetValue(Subject(address), out var until))
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

    private string Subject(IPAddress? address) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(salt, (address ?? IPAddress.None).GetAddressBytes()));
}
