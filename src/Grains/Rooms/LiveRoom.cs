using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>What moves with a room to another silo; the epoch goes on.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.RoomInTransit")]
internal sealed record RoomInTransit(
    [property: Id(0)] RoomState? Room,
    [property: Id(1)] long Epoch,
    [property: Id(2)] long Version,
    [property: Id(3)] RoomLeases Leases);

/// <summary>The room of one activation: its state, and who is told about it. Applies decisions: stores first, then
/// tells.</summary>
internal sealed class LiveRoom(
    IGrainBase grain,
    IGrainFactory grains,
    IPersistentState<StoredRoom> stored,
    RoomMetrics metrics,
    TimeProvider time)
{
    private readonly LobbyReports reports = new();
    private Headcount counted;
    private long version;

    public RoomState? State { get; private set; }

    /// <summary>The state; without one the activation ends after this call: made-up rooms take no memory.</summary>
    public RoomState? Known
    {
        get
        {
            if (State is null)
            {
                grain.DeactivateOnIdle();
            }

            return State;
        }
    }

    public RoomLeases Leases { get; private set; } = new();

    /// <summary>Number of the activation, by the silo's clock; 0 before it began.</summary>
    public long Epoch { get; private set; }

    /// <summary>When something happens in the room without a call: a lease expires, a seat becomes away, a report is
    /// due.</summary>
    public DateTimeOffset? NextDeadline => new[] { State?.NextExpiry, Leases.NextExpiry, reports.Due }.Min();

    public long Version => version;

    public RoomInTransit InTransit => new(State, Epoch, version, Leases);

    public RoomSnapshot? Snapshot() => State?.Snapshot(Epoch, version);

    /// <summary>Goes on with what moved here, if anything did.</summary>
    public void Continue(RoomInTransit? moved)
    {
        if (moved is not null)
        {
            (State, Epoch, version, Leases) = moved;
        }
    }

    public void Activate()
    {
        if (Epoch == 0)
        {
            Epoch = time.GetUtcNow().ToUnixTimeMilliseconds();
            State = stored.State.Activate(time.GetUtcNow());
        }

        counted = metrics.Count(counted, State);
    }

    public void Deactivate() => counted = metrics.Count(counted, null);

    /// <summary>Makes a decision true: stores what must be stored, then tells everybody.</summary>
    public async Task Apply(Decision? decision)
    {
        if (decision is null || ReferenceEquals(decision.Next, State))
        {
            return;
        }

        if (State is null || !decision.Next.IsStoredLike(State))
        {
            await stored.Write(grain, StoredRoom.Of(decision.Next));
        }

        State = decision.Next;
        counted = metrics.Count(counted, State);
        if (decision.Replaced is { } replaced)
        {
            Leases.Dismiss(replaced);
        }

        Leases.Broadcast(State.Snapshot(Epoch, ++version, decision.Left));
        if (decision.SentOut is { } ended)
        {
            Leases.End(ended);
        }

        Report();
    }

    public async Task Delete()
    {
        await stored.Delete(grain);
        State = null;
    }

    /// <summary>Reports to the lobby if a report is due.</summary>
    public void Report()
    {
        var id = grain.GrainContext.GrainId.Key.ToString() ?? "";
        if (State is { } room && room.Report(id) is var report && reports.Take(report, time.GetUtcNow()))
        {
            grains.GetGrain<ILobbyGrain>(room.Plan.Practice).Report(report).Ignore();
        }
    }
}
