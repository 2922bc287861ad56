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
/// <param name="RetiredCodes">Fingerprints of codes that open nothing any more. They stay claimed until the room is
/// deleted: no code ever leads into another room.</param>
/// <param name="Notice">What the lobby knows.</param>
/// <param name="Guarded">Somebody was sent out: from then on every new seat of the patients' side needs
/// admission.</param>
/// <param name="DelayMinutes">By how much the practice said it is late.</param>
[GenerateSerializer, Immutable, Alias("redconnect.RoomState")]
internal sealed partial record RoomState(
    [property: Id(0)] RoomPlan Plan,
    [property: Id(1)] bool Cancelled,
    [property: Id(2)] ImmutableArray<Seat> Seats,
    [property: Id(3)] ImmutableArray<string> RetiredCodes,
    [property: Id(4)] LobbyNotice Notice,
    [property: Id(5)] bool Guarded = false,
    [property: Id(6)] int DelayMinutes = 0)
{
    /// <summary>How long a seat whose connection broke is reconnecting before it is away.</summary>
    public static readonly TimeSpan ReconnectTime = TimeSpan.FromSeconds(15);

    private const int RememberedAbsent = 16;
    private const int MostClaimedCodes = 32;

    private static readonly LobbyNotice Unnoticed = new(Elsewhere: false, Watched: false);

    public static RoomState Of(RoomPlan plan) => new(plan, false, [], [], Unnoticed);

    public Sides Sides =>
        (Seats.Any(s => s is { Here: true, IsPractitioner: true }) ? Sides.Practitioner : Sides.None)
        | (Seats.Any(s => s is { Here: true, IsPractitioner: false }) ? Sides.Patient : Sides.None);

    /// <summary>When the next reconnecting seat becomes away, or the passes end.</summary>
    public DateTimeOffset? NextExpiry => new[]
    {
        Seats.Min(s => (s.Presence as SeatPresence.Reconnecting)?.Until),
        Plan.Passes.IsEmpty ? null : Plan.End,
    }.Min();

    /// <summary>Every code that leads to this room, whether it opens it or not.</summary>
    public IEnumerable<string> ClaimedCodes => Plan.CodeFingerprints.Union(RetiredCodes);

    public Seat? Find(string id) => Seats.FirstOrDefault(s => s.Id == id);

    public Seat? SeatOf(string connection) => Seats.FirstOrDefault(s => s.IsConnectedBy(connection));

    public RoomPass? PassOf(string? fingerprint) => Plan.Passes.FirstOrDefault(pass => pass.Fingerprint == fingerprint);

    /// <summary>Whether the practice may plan this room: its own, not cancelled, and not with ever new codes.</summary>
    public bool Accepts(RoomPlan plan) => plan.Practice == Plan.Practice && !Cancelled
        && ClaimedCodes.Union(plan.CodeFingerprints).Count() <= MostClaimedCodes;

    /// <summary>The practice changed the plan. Who has a seat keeps it; a plan older than the present one changes
    /// nothing.</summary>
    public Decision Replan(RoomPlan plan) => new(plan.Revision < Plan.Revision ? this : (this with
    {
        Plan = plan,
        RetiredCodes = [.. ClaimedCodes.Except(plan.CodeFingerprints)],
    }).WithEverybodyAdmittedIfAutomatic().Settled());

    /// <summary>Nobody new may enter any more; who has a seat needs no pass.</summary>
    public Decision Cancel() => new(Cancelled ? this : WithoutPasses() with { Cancelled = true });

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

    /// <summary>
    /// Reconnecting seats become away when their time is over, and the passes are forgotten when theirs is. A call ends
    /// by goodbye only, never by a timeout.
    /// </summary>
    public Decision Expire(DateTimeOffset now) =>
        new((now >= Plan.End ? WithoutPasses() : this).WithoutThoseOverdue(now));

    private RoomState WithoutThoseOverdue(DateTimeOffset now) =>
        Seats.Where(s => s.Presence is SeatPresence.Reconnecting r && r.Until <= now)
        .Aggregate(this,
            (room, seat) =>
            room.With(seat with { Presence = new SeatPresence.Away(seat.Presence.DisconnectedAt ?? now) })).Pruned();

    /// <summary>The fingerprints of links and the sealed room keys go; codes go on leading here, and open
    /// nothing.</summary>
    private RoomState WithoutPasses() => Plan.Passes.IsEmpty
        ? this
        : this with { Plan = Plan with { Passes = [] }, RetiredCodes = [.. ClaimedCodes] };

    /// <summary>Admits a seat, if there is a place.</summary>
    public Decision Admit(string id) => new(
        Find(id) is { Taken: true, Admitted: false } seat && this.HasPlace(practitioner: false)
            ? With(seat with { Admitted = true })
            : this);

    /// <summary>Ends a seat of the patients' side for good.</summary>
    public Decision SendOut(string id, DateTimeOffset now)
    {
        if (Find(id) is not { IsPractitioner: false, Taken: true } seat)
        {
            return new Decision(this);
        }

        var left = seat with { Presence = new SeatPresence.SentOut(now), Admitted = false };
        var next = (this with { Guarded = true }).With(left).Pruned();
        return new Decision(next, Left: left, SentOut: seat.Presence.Connection);
    }

    /// <summary>The lobby says what it knows.</summary>
    public Decision Noticed(LobbyNotice notice) => new(notice == Notice ? this : this with { Notice = notice });

    /// <summary>Everybody who is here, without a connection.</summary>
    public RoomState Disconnected(DateTimeOffset since, DateTimeOffset until) => this with
    {
        Seats = [.. Seats.Select(s => s.Here ? s with { Presence = new SeatPresence.Reconnecting(since, until) } : s)],
        Notice = Unnoticed,
    };

    /// <summary>Whether the two are stored alike.</summary>
    public bool IsStoredLike(RoomState other) =>
        ReferenceEquals(Plan, other.Plan) && Cancelled == other.Cancelled
            && Guarded == other.Guarded && DelayMinutes == other.DelayMinutes
            && RetiredCodes.SequenceEqual(other.RetiredCodes)
        && Seats.Length == other.Seats.Length
            && Seats.Zip(other.Seats).All(pair => pair.First.IsStoredLike(pair.Second));

    public override string ToString() => $"{nameof(RoomState)} with {Seats.Length} seats";

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
