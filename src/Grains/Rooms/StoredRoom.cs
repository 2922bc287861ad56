using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>A seat at rest. Lines, outboxes and versions are not stored: they end with the activation.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredSeat")]
internal sealed record StoredSeat(
    [property: Id(0)] string Id,
    [property: Id(1)] Role Role,
    [property: Id(2)] ImmutableArray<byte> SecretHash,
    [property: Id(3)] int Instance,
    [property: Id(4)] ImmutableArray<byte> SealedName,
    [property: Id(5)] bool Admitted,
    [property: Id(6)] DateTimeOffset Since,
    [property: Id(7)] DateTimeOffset? Gone,
    [property: Id(8)] DateTimeOffset? Lost = null)
{
    public override string ToString() => $"{Role} #{Instance}";
}

/// <summary>A room at rest; without a plan there is no room.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredRoom")]
internal sealed record StoredRoom
{
    [Id(0)]
    public RoomPlan? Plan { get; init; }

    [Id(1)]
    public bool Cancelled { get; init; }

    [Id(2)]
    public ImmutableArray<StoredSeat> Seats { get; init; } = [];

    /// <summary>Fingerprints of codes that a change dropped and that are not released yet.</summary>
    [Id(3)]
    public ImmutableArray<string> Dropped { get; init; } = [];

    /// <summary>Wakes the room: whoever was in it has the grace to come back.</summary>
    public RoomState? Wake(DateTimeOffset now) => Plan is null ? null : new RoomState(
        Plan,
        Cancelled,
        [.. Seats.Select(s => new Seat(s.Id, s.Role, s.SecretHash, s.Instance, s.SealedName, s.Admitted, s.Since,
            s.Gone is { } gone ? new Line.Gone(gone) : s.Lost is { } lost ? new Line.Lost(lost) : new Line.Down(now + RoomState.WakeAllowance)))],
        Dropped);

    public static StoredRoom Of(RoomState room) => new()
    {
        Plan = room.Plan,
        Cancelled = room.Cancelled,
        Seats = [.. room.Seats.Select(s => new StoredSeat(s.Id, s.Role, s.SecretHash, s.Instance, s.SealedName, s.Admitted, s.Since,
            (s.Line as Line.Gone)?.Since, (s.Line as Line.Lost)?.Since))],
        Dropped = room.Dropped,
    };
}
