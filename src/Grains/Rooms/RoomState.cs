using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>
/// A room's decisions: pure, immutable, without storage or network. docs/room-states.md has the table of all states and
/// events; who may enter is decided in RoomState.Enter.cs.
/// </summary>
/// <param name="Plan">The practice's decisions.</param>
/// <param name="Cancelled">No new entries.</param>
/// <param name="Seats">Those taken, and the last ones that left or are away.</param>
/// <param name="DroppedCodes">Fingerprints of codes that are no longer in the plan and still have to be
/// released.</param>
/// <param name="Elsewhere">From the lobby: the side that is missing here waits in another room of the
/// organiser.</param>
/// <param name="Guarded">Somebody was sent out: from then on every new seat of the patients' side needs
/// admission.</param>
[GenerateSerializer, Immutable, Alias("redconnect.RoomState")]
internal sealed partial record RoomState(
    [property: Id(0)] RoomPlan Plan,
    [property: Id(1)] bool Cancelled,
    [property: Id(2)] ImmutableArray<Seat> Seats,
    [property: Id(3)] ImmutableArray<string> DroppedCodes,
    [property: Id(4)] bool Elsewhere = false,
    [property: Id(5)] bool Guarded = false)
{
    /// <summary>How long a seat whose connection broke is reconnecting before it is away.</summary>
    public static readonly TimeSpan ReconnectTime = TimeSpan.FromSeconds(15);

    private const int RememberedAbsent = 16;

    public static RoomState Of(RoomPlan plan) => new(plan, false, [], []);

    public Sides Sides =>
        (Seats.Any(s => s is { Here: true, IsPractitioner: true }) ? Sides.Practitioner : Sides.None)
        | (Seats.Any(s => s is { Here: true, IsPractitioner: false }) ? Sides.Patient : Sides.None);

    public Advice Advice => Sides switch
    {
        Sides.Practitioner or Sides.Patient when Seats.Count(s => s.Presence.Connection is not null) > 1 =>
            Advice.SameSide,
        Sides.Practitioner or Sides.Patient when Elsewhere => Advice.Elsewhere,
        _ => Advice.None,
    };

    /// <summary>When the next reconnecting seat becomes away.</summary>
    public DateTimeOffset? NextExpiry => Seats.Min(s => (s.Presence as SeatPresence.Reconnecting)?.Until);

    public Seat? Find(string id) => Seats.FirstOrDefault(s => s.Id == id);

    public Seat? SeatOf(string connection) => Seats.FirstOrDefault(s => s.IsConnectedBy(connection));

    public RoomCode? CodeOf(string fingerprint) => Plan.Codes.FirstOrDefault(code => code.Fingerprint == fingerprint);

    /// <summary>Whether the practice may plan this room: its own, and not cancelled.</summary>
    public bool Accepts(RoomPlan plan) => plan.Practice == Plan.Practice && !Cancelled;

    /// <summary>The practice changed the plan. Who has a seat keeps it; a plan older than the present one changes
    /// nothing.</summary>
    public Decision Replan(RoomPlan plan) => new(plan.Revision < Plan.Revision ? this : (this with
    {
        Plan = plan,
        DroppedCodes =
            [.. Plan.Codes.Select(c => c.Fingerprint).Union(DroppedCodes)
            .Except(plan.Codes.Select(c => c.Fingerprint))],
    }).WithEverybodyAdmittedIfAutomatic().Settled());

    public RoomState WithCodesReleased() => this with { DroppedCodes = [] };

    public Decision Cancel() => new(Cancelled ? this : this with { Cancelled = true });

    public Decision Disconnect(string connection, DateTimeOffset now) => new(
        SeatOf(connection) is { } seat
            ? With(seat with { Presence = new SeatPresence.Reconnecting(now, now + ReconnectTime) }) : this);

    public Decision Leave(string connection, DateTimeOffset now)
    {
        if (SeatOf(connection) is not { } seat)
        {
            return new Decision(this);
        }

        var left = seat with { Presence = new SeatPresence.Left(now) };
        return new Decision(With(left).Pruned(), Left: left);
    }

    /// <summary>Reconnecting seats become away when their time is over. A call ends by goodbye only, never by a
    /// timeout.</summary>
    public Decision Expire(DateTimeOffset now) =>
        new(Seats.Where(s => s.Presence is SeatPresence.Reconnecting r && r.Until <= now)
        .Aggregate(this,
            (room, seat) =>
            room.With(seat with { Presence = new SeatPresence.Away(seat.Presence.DisconnectedAt ?? now) })).Pruned());

    /// <summary>A practitioner admits a seat, if there is a place; anybody else's attempt changes nothing.</summary>
    public Decision Admit(string connection, string id) => new(
        SeatOf(connection) is { IsPractitioner: true } && Find(id) is { Taken: true, Admitted: false } seat
            && HasPlace(practitioner: false)
            ? With(seat with { Admitted = true })
            : this);

    /// <summary>A practitioner ends a seat of the other side for good; anybody else's attempt changes nothing.</summary>
    public Decision SendOut(string connection, string id, DateTimeOffset now)
    {
        if (SeatOf(connection) is not { IsPractitioner: true }
            || Find(id) is not { IsPractitioner: false, Taken: true } seat)
        {
            return new Decision(this);
        }

        var left = seat with { Presence = new SeatPresence.SentOut(now), Admitted = false };
        return new Decision((this with { Guarded = true }).With(left).Pruned(), Left: left, SentOut: seat.Presence.Connection);
    }

    public Decision PartnerElsewhere(bool elsewhere) =>
        new(elsewhere == Elsewhere ? this : this with { Elsewhere = elsewhere });

    /// <summary>
    /// The connection to relay a signal to; null when it may not be relayed. Sender and receiver must be present, and
    /// both instances current.
    /// </summary>
    public string? ReceiverOf(string connection, SealedSignal signal) =>
        SeatOf(connection) is { Presence: SeatPresence.Present } from && from.Id == signal.From
            && from.Instance == signal.FromInstance
        && Find(signal.To) is { Presence: SeatPresence.Present to, Instance: var instance }
            && instance == signal.ToInstance
        && signal.From != signal.To
            ? to.Connection
            : null;

    /// <summary>The connection of the stream's sender, to relay an acknowledgement to. What it acknowledges is not
    /// checked.</summary>
    public string? ReceiverOf(string connection, Acknowledgement acknowledgement) =>
        SeatOf(connection) is { } from && from.Id == acknowledgement.From
            && from.Instance == acknowledgement.FromInstance
        && Find(acknowledgement.To) is { } to && to.Instance == acknowledgement.ToInstance
            ? to.Presence.Connection
            : null;

    /// <summary>Everybody who is here, without a connection.</summary>
    public RoomState Disconnected(DateTimeOffset since, DateTimeOffset until) => this with
    {
        Seats = [.. Seats.Select(s => s.Here ? s with { Presence = new SeatPresence.Reconnecting(since, until) } : s)],
        Elsewhere = false,
    };

    /// <summary>Whether the two are stored alike.</summary>
    public bool IsStoredLike(RoomState other) =>
        ReferenceEquals(Plan, other.Plan) && Cancelled == other.Cancelled
            && Guarded == other.Guarded && DroppedCodes.SequenceEqual(other.DroppedCodes)
        && Seats.Length == other.Seats.Length
            && Seats.Zip(other.Seats).All(pair => pair.First.IsStoredLike(pair.Second));

    /// <summary>The room as everybody in it may see it.</summary>
    /// <param name="epoch">The room's activation.</param>
    /// <param name="version">Of this snapshot.</param>
    /// <param name="left">A seat that has just left.</param>
    public RoomSnapshot Snapshot(long epoch, long version, Seat? left = null) =>
        new(epoch, version, [.. Seats.Where(s => s.Taken || s.Id == left?.Id).OrderBy(s => s.Since).Select(View)],
            Advice, Cancelled);

    public override string ToString() => $"{nameof(RoomState)} with {Seats.Length} seats";

    private static SeatView View(Seat seat) =>
        new(seat.Id, seat.Role, seat.Instance, seat.Presence.Kind, seat.Admitted, seat.SealedHello, seat.Since);

    private RoomState With(Seat seat)
    {
        var before = Find(seat.Id);
        return (this with { Seats = before is null ? Seats.Add(seat) : Seats.Replace(before, seat) }).Settled();
    }

    /// <summary>Connected seats are present when both sides are here and they are admitted, and waiting
    /// otherwise.</summary>
    private RoomState Settled()
    {
        var meeting = Seats.Any(s => s is { Here: true, IsPractitioner: true })
            && Seats.Any(s => s is { Here: true, IsPractitioner: false, Admitted: true });
        return this with { Seats = [.. Seats
            .Select(s => s.Presence.Connection is { } by ? s with { Presence = Connected(s, by, meeting) } : s)] };
    }

    private static SeatPresence Connected(Seat seat, string by, bool meeting) =>
        seat.Admitted && meeting ? new SeatPresence.Present(by) : new SeatPresence.Waiting(by);

    /// <summary>As far as there are places, in order of entry.</summary>
    private RoomState WithEverybodyAdmittedIfAutomatic() => Admission is Admission.ByPractitioner
        ? this
        : Seats.Where(s => s is { Taken: true, Admitted: false }).Aggregate(this, (room, seat) =>
            room.HasPlace(practitioner: false) ? room.With(seat with { Admitted = true }) : room);

    private RoomState Pruned()
    {
        var surplus = Seats.Where(s => !s.Here).OrderByDescending(s => s.Presence.DisconnectedAt).Skip(RememberedAbsent)
            .ToHashSet();
        return surplus.Count == 0 ? this : this with { Seats = [.. Seats.Where(s => !surplus.Contains(s))] };
    }
}
