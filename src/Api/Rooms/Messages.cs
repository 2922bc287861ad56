using MessagePack;

namespace RedConnect.Api.Rooms;

// The messages of docs/protocol.md. Field names are the protocol's; enumerations travel as text.

/// <summary>Asks for the evaluation of a typed code.</summary>
[MessagePackObject]
public sealed record EvaluateRequest([property: Key("blinded")] ReadOnlyMemory<byte> Blinded);

/// <summary>Either an evaluated element or a refusal.</summary>
[MessagePackObject]
public sealed record EvaluateReply([property: Key("evaluated")] ReadOnlyMemory<byte>? Evaluated,
    [property: Key("refusal")] RefusalMessage? Refusal);

/// <summary>Asks for the door that a pass opens; a link names its room, a code does not.</summary>
[MessagePackObject]
public sealed record KnockRequest(
    [property: Key("room")] string? Room,
    [property: Key("passId")] ReadOnlyMemory<byte> PassId)
{
    /// <summary>The room is a part of the link.</summary>
    public override string ToString() => nameof(KnockRequest);
}

/// <summary>Either a door or a refusal.</summary>
[MessagePackObject]
public sealed record KnockReply([property: Key("door")] DoorMessage? Door,
    [property: Key("refusal")] RefusalMessage? Refusal);

/// <summary>What a valid pass reveals before entering.</summary>
[MessagePackObject]
public sealed record DoorMessage(
    [property: Key("room")] string Room,
    [property: Key("role")] string Role,
    [property: Key("sealedRoomKey")] ReadOnlyMemory<byte> SealedRoomKey,
    [property: Key("start")] long Start,
    [property: Key("end")] long End,
    [property: Key("admission")] string Admission,
    [property: Key("serverTime")] long ServerTime);

/// <summary>A typed refusal.</summary>
[MessagePackObject]
public sealed record RefusalMessage(
    [property: Key("reason")] string Reason,
    [property: Key("start")] long? Start,
    [property: Key("retryAfter")] long? RetryAfter,
    [property: Key("instance")] int? Instance,
    [property: Key("serverTime")] long ServerTime);

/// <summary>Takes a seat, or comes back to it, which needs no pass.</summary>
[MessagePackObject]
public sealed record EnterRequest(
    [property: Key("room")] string Room,
    [property: Key("passId")] ReadOnlyMemory<byte>? PassId,
    [property: Key("secret")] ReadOnlyMemory<byte> Secret,
    [property: Key("instance")] int Instance,
    [property: Key("sealedHello")] ReadOnlyMemory<byte> SealedHello)
{
    /// <summary>Holds a secret: prints nothing of it.</summary>
    public override string ToString() => nameof(EnterRequest);
}

/// <summary>Either entered or refused.</summary>
[MessagePackObject]
public sealed record EnterReply([property: Key("entered")] EnteredMessage? Entered,
    [property: Key("refusal")] RefusalMessage? Refusal);

/// <summary>What entering yields.</summary>
[MessagePackObject]
public sealed record EnteredMessage(
    [property: Key("snapshot")] SnapshotMessage Snapshot,
    [property: Key("end")] long End,
    [property: Key("serverTime")] long ServerTime,
    [property: Key("iceServers")] IReadOnlyList<IceServer> IceServers);

/// <summary>The room as it is.</summary>
[MessagePackObject]
public sealed record SnapshotMessage(
    [property: Key("epoch")] long Epoch,
    [property: Key("version")] long Version,
    [property: Key("advice")] string Advice,
    [property: Key("cancelled")] bool Cancelled,
    [property: Key("watched")] bool Watched,
    [property: Key("delayMinutes")] int DelayMinutes,
    [property: Key("seats")] IReadOnlyList<SeatMessage> Seats);

/// <summary>A seat as the others see it.</summary>
[MessagePackObject]
public sealed record SeatMessage(
    [property: Key("seat")] string Seat,
    [property: Key("role")] string Role,
    [property: Key("instance")] int Instance,
    [property: Key("presence")] string Presence,
    [property: Key("admitted")] bool Admitted,
    [property: Key("sealedHello")] ReadOnlyMemory<byte> SealedHello,
    [property: Key("since")] long Since);

/// <summary>A signal on its way to the room.</summary>
[MessagePackObject]
public sealed record SignalRequest(
    [property: Key("to")] string To,
    [property: Key("toInstance")] int ToInstance,
    [property: Key("number")] long Number,
    [property: Key("sealed")] ReadOnlyMemory<byte> Sealed);

/// <summary>A signal on its way to the receiver.</summary>
[MessagePackObject]
public sealed record SignalMessage(
    [property: Key("from")] string From,
    [property: Key("fromInstance")] int FromInstance,
    [property: Key("toInstance")] int ToInstance,
    [property: Key("number")] long Number,
    [property: Key("sealed")] ReadOnlyMemory<byte> Sealed);

/// <summary>Everything of a stream up to a number arrived.</summary>
[MessagePackObject]
public sealed record AcknowledgeRequest(
    [property: Key("to")] string To,
    [property: Key("toInstance")] int ToInstance,
    [property: Key("number")] long Number);

/// <summary>The same, told to the stream's sender.</summary>
[MessagePackObject]
public sealed record AcknowledgedMessage(
    [property: Key("from")] string From,
    [property: Key("fromInstance")] int FromInstance,
    [property: Key("toInstance")] int ToInstance,
    [property: Key("number")] long Number);

/// <summary>A practitioner admits or ends a seat.</summary>
[MessagePackObject]
public sealed record SeatRequest([property: Key("seat")] string Seat);

/// <summary>A newer page holds the seat.</summary>
[MessagePackObject]
public sealed record ReplacedMessage([property: Key("instance")] int Instance);

/// <summary>This connection is about to end.</summary>
[MessagePackObject]
public sealed record ClosingMessage([property: Key("reason")] string Reason);

/// <summary>W3C <c>RTCIceServer</c>.</summary>
[MessagePackObject]
public sealed record IceServer(
    [property: Key("urls")] IReadOnlyList<string> Urls,
    [property: Key("username")] string? Username,
    [property: Key("credential")] string? Credential)
{
    /// <summary>Holds a credential: prints none of it.</summary>
    public override string ToString() => string.Join(' ', Urls);
}
