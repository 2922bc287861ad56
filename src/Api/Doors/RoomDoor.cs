using RedConnect.Api.Codes;
using RedConnect.Api.Connections;
using RedConnect.Api.Rooms;
using RedConnect.Grains.Contracts.Codes;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Hosting;

namespace RedConnect.Api.Doors;

/// <summary>Who asks: the connection, and the request it came with.</summary>
internal sealed record Visitor(RoomConnection Connection, HttpContext Http);

/// <summary>Either an evaluated element or a refusal.</summary>
internal sealed record Evaluation(byte[]? Element, Refusal? Refusal);

/// <summary>
/// The limits between a pass and its room. A typed code is counted before it is evaluated, which is the one way to test
/// a guess. A link has too many bits to be guessed, and a seat proves itself: neither is counted. A connection that
/// asked for what does not exist is a newcomer again, so that made-up rooms cost no more than arrivals.
/// </summary>
internal sealed class RoomDoor(
    IGrainFactory grains, ObserverReferences<IRoomObserver> observers, LoadShedding load, CodeAttempts attempts,
    OprfKey key)
{
    /// <exception cref="ViolationException">The element is none.</exception>
    public async Task<Evaluation> Evaluate(
        ReadOnlyMemory<byte> blinded, Visitor visitor, CancellationToken cancellation)
    {
        if (!Accepts(visitor))
        {
            return new Evaluation(null, Overloaded());
        }

        if (await attempts.Count(visitor.Http, cancellation) is { } throttled)
        {
            return new Evaluation(null, throttled);
        }

        visitor.Connection.HasEvaluated = true;
        var element = key.Evaluate(blinded.Span) ?? throw new ViolationException(ViolationException.Malformed);
        return new Evaluation(element, null);
    }

    public async Task<KnockAnswer> Knock(KnockRequest request, Visitor visitor, CancellationToken cancellation)
    {
        if (!Accepts(visitor))
        {
            return Refused(Overloaded());
        }

        var fingerprint = Translation.Fingerprint(request.PassId);
        var answer = request.Room is { } room
            ? await Room(room).Knock(fingerprint, cancellation)
            : await KnockWithCode(fingerprint, visitor, cancellation);
        Note(visitor, exists: answer.Refusal?.Reason is not RefusalReason.Unknown);
        return answer;
    }

    /// <summary>
    /// A client that may hold a seat reaches the room even when it would be refused as a new one, but only once if it
    /// holds none: then the room accepts only a proven seat. Not cancelled with the connection: an entry that was begun
    /// is completed or undone.
    /// </summary>
    public async Task<(HeldSeat Seat, EnterAnswer Answer)> Enter(EnterRequest request, Visitor visitor)
    {
        var accepted = Accepts(visitor);
        var observer = observers.For(request.Room);
        var command = request.ToCommand(visitor.Connection.Id, returningOnly: !accepted);
        var seat = new HeldSeat(Room(request.Room), request.Room, command.Seat, command.Instance, observer);
        if (!accepted && visitor.Connection.AskedInVain)
        {
            return (seat, new EnterAnswer(null, Overloaded()));
        }

        var answer = await seat.Room.Enter(command, observer);
        var isNew = answer.Refusal?.Reason is RefusalReason.Unknown or RefusalReason.Overloaded;
        Note(visitor, exists: !isNew);
        return (seat, isNew && !accepted ? new EnterAnswer(null, Overloaded()) : answer);
    }

    /// <summary>
    /// The evaluation on this connection has been counted; a code that was evaluated elsewhere is counted here, unless
    /// it led to a room before: pages at the closed door knock every few seconds. A code that leads to a room gives its
    /// attempt back.
    /// </summary>
    private async Task<KnockAnswer> KnockWithCode(string fingerprint, Visitor visitor, CancellationToken cancellation)
    {
        if (!visitor.Connection.HasEvaluated && !attempts.IsRight(fingerprint)
            && await attempts.Count(visitor.Http, cancellation) is { } throttled)
        {
            return Refused(throttled);
        }

        visitor.Connection.HasEvaluated = false;
        var id = await grains.GetGrain<IAccessCodeGrain>(fingerprint).Find(cancellation);
        var answer = id is null
            ? Refused(new Refusal(RefusalReason.Unknown))
            : await Room(id).Knock(fingerprint, cancellation);
        if (answer.Refusal?.Reason is not RefusalReason.Unknown)
        {
            await attempts.GiveBack(visitor.Http, fingerprint, cancellation);
        }

        return answer;
    }

    private static void Note(Visitor visitor, bool exists)
    {
        visitor.Connection.AskedInVain = !exists;
        visitor.Connection.Accepted &= exists;
    }

    private IRoomGrain Room(string id) => grains.GetGrain<IRoomGrain>(id);

    private bool Accepts(Visitor visitor) =>
        visitor.Connection.Accepted = visitor.Connection.Accepted || load.Accepts(visitor.Http);

    private static KnockAnswer Refused(Refusal refusal) => new(null, refusal);

    private static Refusal Overloaded() => new(RefusalReason.Overloaded, RetryAfter: LoadShedding.RetryAfter);
}
