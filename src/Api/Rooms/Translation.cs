using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RedConnect.Api.Doors;
using RedConnect.Grains.Contracts.Rooms;
using static RedConnect.Api.Words;

namespace RedConnect.Api.Rooms;

/// <summary>Translates between the protocol's messages and the grains' contracts; decides nothing.</summary>
internal static class Translation
{
    private const int SeatIdBytes = 16;

    public static string Fingerprint(ReadOnlyMemory<byte> passId) =>
        Convert.ToHexStringLower(SHA256.HashData(passId.Span));

    /// <summary>A seat's id belongs to its secret for ever: no other secret yields it (docs/cryptography.md, section
    /// 6).</summary>
    public static string SeatId(ReadOnlyMemory<byte> secret)
    {
        Span<byte> id = stackalloc byte[SeatIdBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret.Span, id, [], "rc2/seat-id"u8);
        return Convert.ToHexStringLower(id);
    }

    public static EnterRoom ToCommand(this EnterRequest request, string connection, bool returningOnly) => new(
        request.PassId is { } passId ? Fingerprint(passId) : null,
        SeatId(request.Secret),
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

    private static long Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static ReadOnlyMemory<byte> Bytes(ImmutableArray<byte> bytes) => ImmutableCollectionsMarshal.AsArray(bytes);
}
