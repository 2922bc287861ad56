using MessagePack;
using RedConnect.Api.Rooms;

namespace RedConnect.Api.Portal.Live;

// The messages of docs/portal-api.md, "Live". Field names are the interface's; enumerations travel as text.

/// <summary>Who is in which room of the practice.</summary>
[MessagePackObject]
public sealed record LobbyMessage(
    [property: Key("epoch")] long Epoch,
    [property: Key("version")] long Version,
    [property: Key("complete")] bool Complete,
    [property: Key("rooms")] IReadOnlyList<LobbyRoomMessage> Rooms);

/// <summary>Who is in a room.</summary>
[MessagePackObject]
public sealed record LobbyRoomMessage(
    [property: Key("room")] string Room,
    [property: Key("delayMinutes")] int DelayMinutes,
    [property: Key("seats")] IReadOnlyList<SeatMessage> Seats)
{
    /// <summary>Holds ids: prints none.</summary>
    public override string ToString() => nameof(LobbyRoomMessage);
}

/// <summary>Something of the practice has changed.</summary>
[MessagePackObject]
public sealed record HappenedMessage([property: Key("change")] string Change);

/// <summary>Names a seat of a room.</summary>
[MessagePackObject]
public sealed record RoomSeatRequest([property: Key("room")] string Room, [property: Key("seat")] string Seat)
{
    /// <summary>Holds ids: prints none.</summary>
    public override string ToString() => nameof(RoomSeatRequest);
}

/// <summary>Says by how much the practice is late.</summary>
[MessagePackObject]
public sealed record DelayRequest([property: Key("room")] string Room, [property: Key("minutes")] int Minutes)
{
    /// <summary>Holds an id: prints none.</summary>
    public override string ToString() => nameof(DelayRequest);
}
