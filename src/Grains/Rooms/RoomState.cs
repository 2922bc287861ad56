using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>
/// A room's decisions: pure, immutable, knowing neither storage nor network. The table of all states and events is
/// docs/room-states.md; planning and entering are in files of their own.
/// </summary>
[GenerateSerializer, Immutable, Alias("redconnect.RoomState")]
internal sealed partial record RoomState(
    [property: Id(0)] RoomPlan Plan,
    [property: Id(1)] bool Cancelled,
    [property: Id(2)] ImmutableArray<Seat> Seats,
    [property: Id(3)] ImmutableArray<string> Dropped,
    [property: Id(4)] bool Elsewhere = false)
{
    /// <summary>How long somebody whose line broke is expected back any moment.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>Added to the grace when the room wakes: its people first have to find the new server.</summary>
    public static readonly TimeSpan WakeAllowance = TimeSpan.FromSeconds(30);

    private const int RememberedAway = 16;

    public Sides Sides =>
        (Seats.Any(s => s is { Here: true, IsPractitioner: true }) ? Sides.Practitioner : Sides.None)
        | (Seats.Any(s => s is { Here: true, IsPractitioner: false }) ? Sides.Patient : Sides.None);

    public Advice Advice => Sides switch
    {
        Sides.Practitioner or Sides.Patient when Seats.Count(s => s.Line is Line.Up) > 1 => Advice.SameSide,
        Sides.Practitioner or Sides.Patient when Elsewhere => Advice.Elsewhere,
        _ => Advice.None,
    };

    /// <summary>Both sides are here, admitted: signals may pass.</summary>
    public bool Meeting =>
        Seats.Any(s => s is { Here: true, IsPractitioner: true })
        && Seats.Any(s => s is { Here: true, IsPractitioner: false, Admitted: true });

    public Presence PresenceOf(Seat seat) => seat.Line switch
    {
        Line.Gone => Presence.Left,
        Line.Lost => Presence.Away,
        Line.Down => Presence.Reconnecting,
        _ => seat.Admitted && Meeting ? Presence.Present : Presence.Waiting,
    };

    public Seat? SeatOf(string connection)
    {
        foreach (var seat in Seats)
        {
            if (seat.HasConnection(connection))
            {
                return seat;
            }
        }

        return null;
    }

    public Seat? Find(string id)
    {
        foreach (var seat in Seats)
        {
            if (seat.Id == id)
            {
                return seat;
            }
        }

        return null;
    }

    public string? ConnectionOf(string id) => (Find(id)?.Line as Line.Up)?.Connection;

    /// <summary>The line broke; the grace begins.</summary>
    public RoomState Drop(string connection, DateTimeOffset now) =>
        SeatOf(connection) is { } seat ? With(seat with { Line = new Line.Down(now) }) : this;

    /// <summary>Goodbye.</summary>
    public RoomState Leave(string connection, DateTimeOffset now) =>
        SeatOf(connection) is { } seat ? With(seat with { Line = new Line.Gone(now) }).Pruned() : this;

    /// <summary>Whose grace is over is away. Only a goodbye ends a call, never the clock.</summary>
    public RoomState Expire(DateTimeOffset now)
    {
        var room = this;
        foreach (var seat in Seats)
        {
            if (seat.Line is Line.Down { Since: var since } && since + Grace <= now)
            {
                room = room.With(seat with { Line = new Line.Lost(since) });
            }
        }

        return room.Pruned();
    }

    /// <summary>A practitioner lets a seat in; anyone else changes nothing.</summary>
    public RoomState Admit(string connection, string id) =>
        SeatOf(connection) is { IsPractitioner: true } && Find(id) is { Taken: true, Admitted: false } seat
            ? With(seat with { Admitted = true })
            : this;

    /// <summary>The lobby's word.</summary>
    public RoomState Hear(bool elsewhere) => elsewhere == Elsewhere ? this : this with { Elsewhere = elsewhere };

    /// <summary>Whether this connection may send this signal: own seat and instance, both admitted, both sides here, receiver's instance current.</summary>
    public bool MayRelay(string connection, SealedSignal signal) =>
        Meeting
        && SeatOf(connection) is { Admitted: true } from && from.Id == signal.From && from.Instance == signal.FromInstance
        && Find(signal.To) is { Admitted: true, Taken: true } to && to.Instance == signal.ToInstance
        && from.Id != to.Id;

    /// <summary>Whether the two differ in what is stored; lines that break and heal are not.</summary>
    public bool SameStored(RoomState other) =>
        ReferenceEquals(Plan, other.Plan) && Cancelled == other.Cancelled && Dropped == other.Dropped && Seats.Length == other.Seats.Length
        && Seats.Zip(other.Seats).All(pair => pair.First.SameStored(pair.Second));

    private RoomState With(Seat seat)
    {
        var before = Find(seat.Id);
        return this with { Seats = before is null ? Seats.Add(seat) : Seats.Replace(before, seat) };
    }

    private RoomState Pruned()
    {
        var surplus = Seats.Where(s => !s.Here).OrderByDescending(s => s.AwaySince).Skip(RememberedAway).ToHashSet();
        return surplus.Count == 0 ? this : this with { Seats = [.. Seats.Where(s => !surplus.Contains(s))] };
    }
}
