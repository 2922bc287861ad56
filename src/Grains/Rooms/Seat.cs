using System.Collections.Immutable;
using System.Security.Cryptography;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>A seat's line to its person.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.Line")]
internal abstract record Line
{
    private Line()
    {
    }

    /// <summary>Connected through the edge's connection of that name.</summary>
    [GenerateSerializer, Immutable, Alias("redconnect.Line.Up")]
    public sealed record Up([property: Id(0)] string Connection) : Line;

    /// <summary>Broken since then; the seat is kept for the grace.</summary>
    [GenerateSerializer, Immutable, Alias("redconnect.Line.Down")]
    public sealed record Down([property: Id(0)] DateTimeOffset Since) : Line;

    /// <summary>Broken for longer than the grace: the room goes on without its person, whose picture may still flow; the seat is theirs.</summary>
    [GenerateSerializer, Immutable, Alias("redconnect.Line.Lost")]
    public sealed record Lost([property: Id(0)] DateTimeOffset Since) : Line;

    /// <summary>Said goodbye.</summary>
    [GenerateSerializer, Immutable, Alias("redconnect.Line.Gone")]
    public sealed record Gone([property: Id(0)] DateTimeOffset Since) : Line;
}

/// <summary>A participant's place in the room, kept across reconnects.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.Seat")]
internal sealed record Seat(
    [property: Id(0)] string Id,
    [property: Id(1)] Role Role,
    [property: Id(2)] ImmutableArray<byte> SecretHash,
    [property: Id(3)] int Instance,
    [property: Id(4)] ImmutableArray<byte> SealedName,
    [property: Id(5)] bool Admitted,
    [property: Id(6)] DateTimeOffset Since,
    [property: Id(7)] Line Line)
{
    public bool Taken => Line is not Line.Gone;

    /// <summary>Connected, or expected back any moment.</summary>
    public bool Here => Line is Line.Up or Line.Down;

    /// <summary>When the line ended, unless it is up.</summary>
    public DateTimeOffset? AwaySince => Line switch
    {
        Line.Down down => down.Since,
        Line.Lost lost => lost.Since,
        Line.Gone gone => gone.Since,
        _ => null,
    };

    public bool IsPractitioner => Role is Role.Practitioner;

    public bool HasConnection(string connection) => Line is Line.Up up && up.Connection == connection;

    public bool IsOf(RoomCode code, ImmutableArray<byte> secretHash) =>
        Role == code.Role && CryptographicOperations.FixedTimeEquals(SecretHash.AsSpan(), secretHash.AsSpan());

    public bool SameStored(Seat other) =>
        Id == other.Id && Instance == other.Instance && Admitted == other.Admitted && Taken == other.Taken && Here == other.Here
        && SealedName.AsSpan().SequenceEqual(other.SealedName.AsSpan());

    /// <summary>How long the seat has been without a line: since it broke, or since its room woke and knew of none.</summary>
    public TimeSpan AwayFor(DateTimeOffset now, DateTimeOffset woken) =>
        AwaySince is { } since ? now - (since == woken + RoomState.WakeAllowance ? woken : since) : TimeSpan.Zero;

    public override string ToString() => $"{Role} {Line.GetType().Name} #{Instance}";
}
