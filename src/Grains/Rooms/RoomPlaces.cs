using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>When and for whom a room has a place.</summary>
internal static class RoomPlaces
{
    /// <summary>People who wait for admission at the same time.</summary>
    private const int MostWaiting = 8;

    /// <summary>Why nobody new may enter now; null when it is open.</summary>
    public static Refusal? Closed(this RoomState room, DateTimeOffset now) =>
        room.Over(now)
        ?? (now < room.Plan.Start ? new Refusal(RefusalReason.TooEarly, Start: room.Plan.Start) : null);

    /// <summary>Why nobody new may enter ever again; null before that.</summary>
    public static Refusal? Over(this RoomState room, DateTimeOffset now) =>
        room.Cancelled ? new Refusal(RefusalReason.Cancelled)
        : now >= room.Plan.End ? new Refusal(RefusalReason.Expired)
        : null;

    /// <summary>Who has to wait for admission takes no place, but only so many may wait.</summary>
    public static Refusal? Full(this RoomState room, Role role, bool admitted) =>
        (admitted ? room.HasPlace(role is Role.Practitioner) : room.Waiting() < MostWaiting) ? null
            : new Refusal(RefusalReason.Full);

    /// <summary>One place is always kept for the side that is not here.</summary>
    public static bool HasPlace(this RoomState room, bool practitioner)
    {
        var inside = room.Seats.Where(s => s is { Here: true, Admitted: true }).ToList();
        return inside.Count < room.Plan.Capacity
            && inside.Count(s => s.IsPractitioner == practitioner) < room.Plan.Capacity - 1;
    }

    private static int Waiting(this RoomState room) => room.Seats.Count(s => s is { Here: true, Admitted: false });
}
