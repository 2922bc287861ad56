using System.Collections.Immutable;
using System.Security.Cryptography;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>A seat's line to its person.</summary>
internal abstract record Line
{
    private Line()
    {
    }

    /// <summary>Connected through the edge's connection of that name.</summary>
    public sealed record Up(string Connection) : Line;

    /// <summary>Broken since then; the seat is kept for the grace.</summary>
    public sealed record Down(DateTimeOffset Since) : Line;

    /// <summary>Said goodbye, or stayed away longer than the grace.</summary>
    public sealed record Gone(DateTimeOffset Since) : Line;
}

/// <summary>A participant's place in the room, kept across reconnects.</summary>
internal sealed record Seat(
    string Id,
    Role Role,
    ImmutableArray<byte> SecretHash,
    int Instance,
    ImmutableArray<byte> SealedName,
    bool Admitted,
    DateTimeOffset Since,
    Line Line)
{
    public bool Taken => Line is not Line.Gone;

    public bool IsPractitioner => Role is Role.Practitioner;

    public bool HasConnection(string connection) => Line is Line.Up up && up.Connection == connection;

    public bool IsOf(RoomCode code, ImmutableArray<byte> secretHash) =>
        Role == code.Role && CryptographicOperations.FixedTimeEquals(SecretHash.AsSpan(), secretHash.AsSpan());

    public bool SameStored(Seat other) =>
        Id == other.Id && Instance == other.Instance && Admitted == other.Admitted && Taken == other.Taken
        && SealedName.AsSpan().SequenceEqual(other.SealedName.AsSpan());

    public override string ToString() => $"{Role} {Line.GetType().Name} #{Instance}";
}
