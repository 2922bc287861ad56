using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Hosting;

namespace RedConnect.Api.Rooms;

/// <summary>Who stands at a door: on which connection, from where.</summary>
internal sealed record Visitor(RoomConnection Connection, HttpContext Http);

/// <summary>
/// From a code to its room. Addresses that guess too often must wait, and when there is too much to do newcomers must; whoever already
/// holds a seat need not.
/// </summary>
internal sealed class CodeDoor(KnownRooms rooms, RoomConnections connections, Intake intake, Guesses guesses, TimeProvider time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public async Task<KnockAnswer> Knock(string fingerprint, Visitor visitor, CancellationToken cancellation)
    {
        if (guesses.Wait(visitor.Http) is var wait && wait > TimeSpan.Zero)
        {
            return new KnockAnswer(null, Guesses.Throttled(wait));
        }

        if (!Takes(visitor))
        {
            return new KnockAnswer(null, Overloaded());
        }

        var (_, answer) = await rooms.Ask(fingerprint, room => room.Knock(fingerprint, cancellation), answer => answer.Refusal, cancellation);
        return answer is null or { Refusal.Reason: RefusalReason.Unknown }
            ? new KnockAnswer(null, await guesses.Count(visitor.Http, cancellation))
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

        var (asked, wait) = (time.GetTimestamp(), guesses.Wait(visitor.Http));
        var command = request.ToCommand(visitor.Connection.Id, returningOnly: !taken || wait > TimeSpan.Zero);
        var (room, answer) = await rooms.Ask(
            command.Fingerprint,
            room => room.Enter(command, connections.EarFor(room.GetPrimaryKeyString()), cancellation),
            answer => answer.Refusal,
            cancellation);
        if (answer is not null && !TellsNothing(answer.Refusal, command.ReturningOnly))
        {
            return (room, answer);
        }

        if (!command.ReturningOnly)
        {
            return (null, new EnterAnswer(null, await guesses.Count(visitor.Http, cancellation)));
        }

        await UntilNothingShows(asked, cancellation);
        return (null, new EnterAnswer(null, taken ? Guesses.Throttled(wait) : Overloaded()));
    }

    /// <summary>Whoever must wait and proves no seat does not learn whether the code exists.</summary>
    private static bool TellsNothing(Refusal? refusal, bool returningOnly) =>
        refusal?.Reason is RefusalReason.Unknown || (returningOnly && refusal?.Reason is RefusalReason.NotYourSeat);

    /// <summary>Until a whole second has passed since a question came: a code that exists takes longer to look at than one that does not, and nobody is to see which.</summary>
    private Task UntilNothingShows(long since, CancellationToken cancellation)
    {
        var spent = time.GetElapsedTime(since);
        return Task.Delay(Beat - TimeSpan.FromTicks(spent.Ticks % Beat.Ticks), time, cancellation);
    }

    private bool Takes(Visitor visitor) => visitor.Connection.Admitted = visitor.Connection.Admitted || intake.Takes(visitor.Http);

    private static Refusal Overloaded() => new(RefusalReason.Overloaded, RetryAfter: Intake.RetryAfter);
}
