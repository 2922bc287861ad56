namespace RedConnect.Grains.Rooms;

/// <summary>A stored room; without state there is none.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredRoom")]
internal sealed record StoredRoom
{
    /// <summary>Longer than <see cref="RoomState.ReconnectTime"/>: after a crash, clients have to find the new server
    /// first.</summary>
    private static readonly TimeSpan ReconnectTimeAfterActivation = TimeSpan.FromSeconds(45);

    [Id(0)]
    public RoomState? Room { get; init; }

    public static StoredRoom Of(RoomState room) => new() { Room = room.Disconnected(default, default) };

    /// <summary>The room for a new activation: it knows no connections, and everybody who was here is expected
    /// back.</summary>
    public RoomState? Activate(DateTimeOffset now) => Room?.Disconnected(now, now + ReconnectTimeAfterActivation);

    public override string ToString() => nameof(StoredRoom);
}
