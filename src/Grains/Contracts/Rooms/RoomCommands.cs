using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Rooms;

/// <summary>Where a seat was when its line broke: the last delivery it saw.</summary>
/// <param name="Epoch">The room activation that numbered it.</param>
/// <param name="Sequence">The delivery's number within the epoch, 1 and up; 0 when none was seen.</param>
[GenerateSerializer, Immutable, Alias("redconnect.Position")]
public readonly record struct Position([property: Id(0)] long Epoch, [property: Id(1)] long Sequence);

/// <summary>Takes a seat, or comes back to it: both are this one command, and repeating it changes nothing.</summary>
/// <param name="Fingerprint">Of the access code.</param>
/// <param name="Seat">Drawn by the client, 32 hexadecimal digits.</param>
/// <param name="SecretHash">SHA-256 of the seat's secret, 32 bytes.</param>
/// <param name="Instance">1 and up; a newer instance takes the seat over.</param>
/// <param name="SealedName">At most 512 bytes.</param>
/// <param name="Connection">The edge's name for the connection; unique in the deployment.</param>
/// <param name="LastSeen">Given when coming back.</param>
/// <param name="ReturningOnly">Admit nobody who does not prove a seat: there is too much to do, or their address has guessed too often and must not learn which codes exist.</param>
[GenerateSerializer, Immutable, Alias("redconnect.EnterRoom")]
public sealed record EnterRoom(
    [property: Id(0)] string Fingerprint,
    [property: Id(1)] string Seat,
    [property: Id(2)] ImmutableArray<byte> SecretHash,
    [property: Id(3)] int Instance,
    [property: Id(4)] ImmutableArray<byte> SealedName,
    [property: Id(5)] string Connection,
    [property: Id(6)] Position? LastSeen,
    [property: Id(7)] bool ReturningOnly = false)
{
    /// <summary>Holds a name and a secret's hash: prints neither.</summary>
    public override string ToString() => $"{nameof(EnterRoom)} #{Instance}";
}

/// <summary>One sealed description or candidate on its way. The stream (From+FromInstance → To+ToInstance) is numbered by its sender from 1.</summary>
/// <param name="HeardAt">When the sender's edge heard it, in UTC ticks, if somebody measures; 0 otherwise.</param>
[GenerateSerializer, Immutable, Alias("redconnect.SealedSignal")]
public sealed record SealedSignal(
    [property: Id(0)] string From,
    [property: Id(1)] int FromInstance,
    [property: Id(2)] string To,
    [property: Id(3)] int ToInstance,
    [property: Id(4)] long Number,
    [property: Id(5)] ReadOnlyMemory<byte> Sealed,
    [property: Id(6)] long HeardAt = 0);

/// <summary>Says how far a receiver has got in one stream: everything up to and including Number arrived.</summary>
/// <param name="From">The receiver of the stream, who acknowledges.</param>
/// <param name="FromInstance">Its instance.</param>
/// <param name="To">The sender of the stream.</param>
/// <param name="ToInstance">Its instance.</param>
/// <param name="Number">0 and up.</param>
[GenerateSerializer, Immutable, Alias("redconnect.Acknowledgement")]
public sealed record Acknowledgement(
    [property: Id(0)] string From,
    [property: Id(1)] int FromInstance,
    [property: Id(2)] string To,
    [property: Id(3)] int ToInstance,
    [property: Id(4)] long Number);
