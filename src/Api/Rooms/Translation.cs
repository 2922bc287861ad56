using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using RedConnect.Api.Doors;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Rooms;

/// <summary>Translates between the protocol's messages and the grains' contracts; decides nothing.</summary>
internal static class Translation
{
    public static string Fingerprint(ReadOnlyMemory<byte> passId) =>
        Convert.ToHexStringLower(SHA256.HashData(passId.Span));

    public static EnterRoom ToCommand(this EnterRequest request, string connection, bool returningOnly) => new(
        request.PassId is { } passId ? Fingerprint(passId) : null,
        request.Seat,
        [.. SHA256.HashData(request.Secret.Span)],
        request.Instance,
        [.. request.SealedHello.Span],
        connection,
        returningOnly);

    public static EvaluateReply ToReply(this Evaluation evaluation, DateTimeOffset now) => new(
        evaluation.Element is { } element ? element : default(ReadOnlyMemory<byte>?), // A null array would be empty.
        evaluation.Refusal?.ToMessage(now));

    public static KnockReply ToReply(this KnockAnswer answer, DateTimeOffset now) => new(
        answer.Door is { } door
            ? new DoorMessage(
                door.Room, Word(door.Role), Bytes(door.SealedRoomKey), Time(door.Start), Time(door.End),
                    Word(door.Admission), Time(now))
            : null,
        answer.Refusal?.ToMessage(now));

    public static EnterReply ToReply(this EnterAnswer answer, DateTimeOffset now, IReadOnlyList<IceServer> ice) => new(
        answer.Entered is { } entered
            ? new EnteredMessage(entered.Snapshot.ToMessage(), Time(entered.End), Time(now), ice)
            : null,
        answer.Refusal?.ToMessage(now));

    public static RefusalMessage ToMessage(this Refusal refusal, DateTimeOffset now) => new(
        Word(refusal.Reason),
        refusal.Start is { } start ? Time(start) : null,
        refusal.RetryAfter is { } wait ? (long)wait.TotalMilliseconds : null,
        refusal.Instance,
        Time(now));

    public static SnapshotMessage ToMessage(this RoomSnapshot snapshot) => new(
        snapshot.Epoch, snapshot.Version, Word(snapshot.Advice), snapshot.Cancelled, snapshot.Watched,
            snapshot.DelayMinutes, [.. snapshot.Seats.Select(ToMessage)]);

    public static SignalMessage ToMessage(this SealedSignal signal) =>
        new(signal.From, signal.FromInstance, signal.ToInstance, signal.Number, signal.Sealed);

    public static AcknowledgedMessage ToMessage(this Acknowledgement acknowledgement) =>
        new(acknowledgement.From, acknowledgement.FromInstance, acknowledgement.ToInstance, acknowledgement.Number);

    public static SeatMessage ToMessage(this SeatView seat) =>
        new(seat.Seat, Word(seat.Role), seat.Instance, Word(seat.Presence), seat.Admitted, Bytes(seat.SealedHello),
            Time(seat.Since));

    private static string Word<T>(T value)
        where T : struct, Enum => Words<T>.Of[value];

    private static long Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static ReadOnlyMemory<byte> Bytes(ImmutableArray<byte> bytes) => ImmutableCollectionsMarshal.AsArray(bytes);

    /// <summary>Converted once: a snapshot has a dozen of them.</summary>
    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Of = Enum.GetValues<T>()
            .ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
    }
}
