using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>What people in a room are told about it.</summary>
internal static class RoomSnapshots
{
    extension(RoomState room)
    {
        /// <summary>What is probably wrong with the codes that people used.</summary>
        public Advice Advice => room.Sides switch
        {
            Sides.Practitioner or Sides.Patient when room.Seats.Count(s => s.Presence.Connection is not null) > 1 =>
                Advice.SameSide,
            Sides.Practitioner or Sides.Patient when room.Notice.Elsewhere => Advice.Elsewhere,
            _ => Advice.None,
        };
    }

    /// <summary>The room as everybody in it may see it.</summary>
    /// <param name="room">Who is in it.</param>
    /// <param name="epoch">The room's activation.</param>
    /// <param name="version">Of this snapshot.</param>
    /// <param name="left">A seat that has just left.</param>
    public static RoomSnapshot Snapshot(this RoomState room, long epoch, long version, Seat? left = null) =>
        new(epoch, version, [.. room.Seats.Where(s => s.Taken || s.Id == left?.Id).OrderBy(s => s.Since).Select(View)],
            room.Advice, room.Cancelled, room.Notice.Watched, room.DelayMinutes);

    /// <summary>The same for the practice's lobby.</summary>
    public static RoomReport Report(this RoomState room, string id) =>
        new(id, room.Plan.Organiser, room.Sides, room.Snapshot(0, 0).Seats, room.DelayMinutes);

    private static SeatView View(Seat seat) =>
        new(seat.Id, seat.Role, seat.Instance, seat.Presence.Kind, seat.Admitted, seat.SealedHello, seat.Since);
}
