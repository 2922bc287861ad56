using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Rooms;

/// <summary>Takes a seat, or comes back to it: both are this one command, and repeating it changes nothing.</summary>
/// <param name="Fingerprint">Of the pass; null when the client has none any more and proves its seat.</param>
/// <param name="Seat">Derived from the seat's secret, 32 hexadecimal digits: who names it has proven it.</param>
/// <param name="Instance">1 and up; a higher instance takes the seat over.</param>
/// <param name="SealedHello">What this instance tells the others: at most 1024 bytes.</param>
/// <param name="Connection">The API server's id of the connection; unique in the deployment.</param>
/// <param name="ReturningOnly">Refuse everybody who does not prove a seat: the server sheds load.</param>
[GenerateSerializer, Immutable, Alias("redconnect.EnterRoom")]
public sealed record EnterRoom(
    [property: Id(0)] string? Fingerprint,
    [property: Id(1)] string Seat,
    [property: Id(2)] int Instance,
    [property: Id(3)] ImmutableArray<byte> SealedHello,
    [property: Id(4)] string Connection,
    [property: Id(5)] bool ReturningOnly = false)
{
    /// <summary>Holds a name: does not print it.</summary>
    public override string ToString() => $"{nameof(EnterRoom)} #{Instance}";
}

/// <summary>
/// A sealed description or candidate. Its stream, (From, FromInstance) to (To, ToInstance), is numbered by the sender
/// from 1.
/// </summary>
[GenerateSerializer, Immutable, Alias("redconnect.SealedSignal")]
public sealed record SealedSignal(
    [property: Id(0)] string From,
    [property: Id(1)] int FromInstance,
    [property: Id(2)] string To,
    [property: Id(3)] int ToInstance,
    [property: Id(4)] long Number,
    [property: Id(5)] ReadOnlyMemory<byte> Sealed);

/// <summary>A receiver's progress in one stream: everything up to and including Number arrived.</summary>
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
