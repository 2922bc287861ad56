using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Contracts.Throttling;
using RedConnect.Hosting;

namespace RedConnect.Api.Rooms;

/// <summary>Who stands at a door: on which connection, from where.</summary>
internal sealed record Visitor(RoomConnection Connection, HttpContext Http)
{
    public IPAddress? Address => Http.Connection.RemoteIpAddress;
}

/// <summary>
/// From a code to its room. Addresses that guess too often must wait, and when there is too much to do newcomers must; whoever already
/// holds a seat need not.
/// </summary>
internal sealed class CodeDoor(IGrainFactory grains, KnownRooms rooms, RoomConnections connections, Intake intake, TimeProvider time)
{
    private readonly byte[] salt = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, DateTimeOffset> waits = new();

    public async Task<KnockAnswer> Knock(string fingerprint, Visitor visitor, CancellationToken cancellation)
    {
        if (Wait(visitor.Address) is var wait && wait > TimeSpan.Zero)
        {
            return new KnockAnswer(null, new Refusal(RefusalReason.Throttled, RetryAfter: wait));
        }

        if (!Takes(visitor))
        {
            return new KnockAnswer(null, Overloaded());
        }

        var (_, answer) = await rooms.Ask(fingerprint, room => room.Knock(fingerprint, cancellation), answer => answer.Refusal, cancellation);
        return answer is null or { Refusal.Reason: RefusalReason.Unknown }
            ? new KnockAnswer(null, await Count(visitor.Address, cancellation))
            : answer;
    }

    /// <summary>Whoever comes back takes a place if there is one, and needs none: then the room lets in who proves a seat, and nobody else.</summary>
    public async Task<(IRoomGrain? Room, EnterAnswer Answer)> Enter(EnterRequest request, Visitor visitor, CancellationToken cancellation)
    {
        var taken = Takes(visitor);
        if (!taken && request is { Instance: 1, LastSeen: null })
        {
            return (null, new EnterAnswer(null, Overloaded()));
        }

        var command = request.ToCommand(visitor.Connection.Id, returningOnly: !taken || Wait(visitor.Address) > TimeSpan.Zero);
        var (room, answer) = await rooms.Ask(
            command.Fingerprint,
            room => room.Enter(command, connections.EarFor(room.GetPrimaryKeyString()), cancellation),
            answer => answer.Refusal,
            cancellation);
        return answer is null || TellsNothing(answer.Refusal, command.ReturningOnly)
            ? (room, new EnterAnswer(null, taken ? await Count(visitor.Address, cancellation) : Overloaded()))
            : (room, answer);
    }

    /// <summary>Whoever must wait and proves no seat does not learn whether the code exists.</summary>
    private static bool TellsNothing(Refusal? refusal, bool returningOnly) =>
        refusal?.Reason is RefusalReason.Unknown || (returningOnly && refusal?.Reason is RefusalReason.NotYourSeat);

    private bool Takes(Visitor visitor) => visitor.Connection.Admitted = visitor.Connection.Admitted || intake.Takes(visitor.Http);

    private static Refusal Overloaded() => new(RefusalReason.Overloaded, RetryAfter: Intake.RetryAfter);

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

    private string Subject(IPAddress? address) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(salt, (address ?? IPAddress.None).GetAddressBytes()));
}
