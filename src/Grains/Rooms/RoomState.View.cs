using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

internal sealed partial record RoomState
{
    /// <summary>The room as everybody in it may see it: taken seats, and those that have just left.</summary>
    public RoomSnapshot Snapshot(long epoch, long version, IReadOnlyCollection<string>? justLeft = null) => new(
        epoch,
        version,
        [.. Seats.Where(s => s.Taken || justLeft?.Contains(s.Id) is true).OrderBy(s => s.Since).Select(View)],
        Advice,
        Cancelled);

    private SeatView View(Seat seat) =>
        new(seat.Id, seat.Role, seat.Instance, PresenceOf(seat), seat.Admitted, seat.SealedName, seat.Since);
}
