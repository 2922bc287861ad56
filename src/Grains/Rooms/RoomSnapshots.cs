using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>What people in a room are told about it.</summary>
internal static class RoomSnapshots
{
    /// <summary>The room as everybody in it may see it.</summary>
    /// <param name="room">Who is in it.</param>
    /// <param name="epoch">The room's activation.</param>
    /// <param name="version">Of this snapshot.</param>
    /// <param name="left">A seat that has just left.</param>
    public static RoomSnapshot Snapshot(this RoomState room, long epoch, long version, Seat? left = null) =>
        new(epoch, version, [.. room.Seats.Where(s => s.Taken || s.Id == left?.Id).OrderBy(s => s.Since).Select(View)],
            room.Advice, room.Cancelled);

    private static SeatView View(Seat seat) =>
        new(seat.Id, seat.Role, seat.Instance, seat.Presence.Kind, seat.Admitted, seat.SealedHello, seat.Since);
}
