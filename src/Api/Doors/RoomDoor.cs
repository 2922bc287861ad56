using RedConnect.Api.Connections;
using RedConnect.Api.Rooms;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Hosting;

namespace RedConnect.Api.Doors;

/// <summary>Who asks: the connection, and the request it came with.</summary>
internal sealed record Visitor(BrowserConnection Connection, HttpContext Http);

/// <summary>
/// The limits between a code and its room, cheapest first: load of this server, attempts of this network, the room.
/// A client that proves a seat passes the first two.
/// </summary>
internal sealed class RoomDoor(
    RoomLookup rooms, ConnectionRegistry connections, LoadShedding load, CodeAttempts attempts, TimeProvider time)
{
    private static readonly TimeSpan ReplyTime = TimeSpan.FromSeconds(1);

    public async Task<KnockAnswer> Knock(string fingerprint, Visitor visitor, CancellationToken cancellation)
    {
        if (!Accepts(visitor))
        {
            return new KnockAnswer(null, Overloaded());
        }

        if (await attempts.Count(visitor.Http, cancellation) is { } throttled)
        {
            return new KnockAnswer(null, throttled);
        }

        var (_, answer) = await rooms.Ask(
            fingerprint, room => room.Knock(fingerprint, cancellation), answer => answer.Refusal, cancellation);
        if (answer is null or { Refusal.Reason: RefusalReason.Unknown })
        {
            return new KnockAnswer(null, new Refusal(RefusalReason.Unknown));
        }

        await attempts.GiveBack(visitor.Http, fingerprint, cancellation);
        return answer;
    }

    /// <summary>
    /// A client that may hold a seat reaches the room even when it would be refused as a new one: then the room accepts
    /// only a proven seat. Not cancelled with the connection: an entry that was begun is completed or undone.
    /// </summary>
    public async Task<(IRoomGrain? Room, EnterAnswer Answer)> Enter(EnterRequest request, Visitor visitor)
    {
        var asked = time.GetTimestamp();
        var refusal = Accepts(visitor) ? await attempts.Count(visitor.Http, CancellationToken.None) : Overloaded();
        var command = request.ToCommand(visitor.Connection.Id, returningOnly: refusal is not null);
        var (room, answer) = await rooms.Ask(
            command.Fingerprint,
            room => room.Enter(command, connections.ObserverFor(room.GetPrimaryKeyString())),
            answer => answer.Refusal,
            CancellationToken.None);
        var proven = answer is not null && !IsUnproven(answer.Refusal, command.ReturningOnly);
        if (refusal is not null && !proven)
        {
            await PadReply(asked);
            return (null, new EnterAnswer(null, refusal));
        }

        if (answer is null || !proven)
        {
            return (null, new EnterAnswer(null, new Refusal(RefusalReason.Unknown)));
        }

        if (refusal is null)
        {
            await attempts.GiveBack(visitor.Http, command.Fingerprint, CancellationToken.None);
        }

        return (room, answer);
    }

    /// <summary>Neither the code nor a seat was proven: the answer must not reveal whether the code exists.</summary>
    private static bool IsUnproven(Refusal? refusal, bool returningOnly) =>
        refusal?.Reason is RefusalReason.Unknown || (returningOnly && refusal?.Reason is RefusalReason.NotYourSeat);

    /// <summary>Pads the reply to whole seconds, so that timing does not reveal whether a code exists.</summary>
    private Task PadReply(long since)
    {
        var spent = time.GetElapsedTime(since);
        return Task.Delay(ReplyTime - TimeSpan.FromTicks(spent.Ticks % ReplyTime.Ticks), time);
    }

    private bool Accepts(Visitor visitor) =>
        visitor.Connection.Accepted = visitor.Connection.Accepted || load.Accepts(visitor.Http);

    private static Refusal Overloaded() => new(RefusalReason.Overloaded, RetryAfter: LoadShedding.RetryAfter);
}
