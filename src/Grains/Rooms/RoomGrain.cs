using RedConnect.Grains.Connections;
using RedConnect.Grains.Contracts.Connections;
using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>
/// The place of one appointment: identifies the seat, lets <see cref="RoomState"/> decide, and has <see
/// cref="LiveRoom"/> store and tell it.
/// </summary>
[GrainType("room")]
internal sealed class RoomGrain : Grain, IRoomGrain, IGrainMigrationParticipant
{
    private const string InTransit = "room-in-transit";
    private readonly LiveRoom room;
    private readonly DeadlineTimer timer;
    private readonly TimeProvider time;
    private readonly ActiveRooms active;
    private readonly RoomMetrics metrics;
    private readonly ILogger<RoomGrain> log;

    public RoomGrain(
        [PersistentState("room", GrainsFeature.StorageName)] IPersistentState<StoredRoom> stored,
        TimeProvider time,
        ActiveRooms active,
        RoomMetrics metrics,
        ILogger<RoomGrain> log)
    {
        (this.time, this.active, this.metrics, this.log) = (time, active, metrics, log);
        room = new LiveRoom(this, GrainFactory, stored, metrics, time);
        timer = new DeadlineTimer(this, OnDeadline, time);
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private string Id => this.GetPrimaryKeyString();

    private RoomPlanning Planning => new(room, new RoomCodes(GrainFactory, Id));

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        room.Activate();
        active.Add(GrainContext);
        timer.Schedule(room.NextDeadline);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        active.Remove(GrainContext);
        room.Deactivate();
        return Task.CompletedTask;
    }

    public void OnDehydrate(IDehydrationContext dehydrationContext) =>
        dehydrationContext.TryAddValue(InTransit, room.InTransit);

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        rehydrationContext.TryGetValue(InTransit, out RoomInTransit? moved);
        room.Continue(moved);
    }

    public async Task<PlanOutcome> Plan(RoomPlan plan, CancellationToken cancellation)
    {
        var outcome = await Planning.Plan(plan, cancellation);
        timer.Schedule(room.NextDeadline);
        log.Planned(outcome);
        return outcome;
    }

    public Task<RoomPlan?> Planned(string practice, CancellationToken cancellation) =>
        Task.FromResult(room.Known is { } state && state.Plan.Practice == practice ? state.Plan : null);

    public async Task<bool> Cancel(string practice, CancellationToken cancellation)
    {
        var owned = room.State?.Plan.Practice == practice;
        await Apply(owned ? room.State?.Cancel() : null);
        return owned;
    }

    public Task End(string practice, CancellationToken cancellation) =>
        Apply(room.State is { } state && state.Plan.Practice == practice ? state.Expire(Now) : null);

    public async Task Delete(string practice, CancellationToken cancellation)
    {
        if (await Planning.Delete(practice, cancellation))
        {
            log.Deleted();
        }
    }

    public Task<KnockAnswer> Knock(string fingerprint, CancellationToken cancellation) =>
        Task.FromResult(room.Known?.Knock(Id, fingerprint, Now)
            ?? new KnockAnswer(null, new Refusal(RefusalReason.Unknown)));

    public async Task<EnterAnswer> Enter(EnterRoom command, IRoomObserver observer, CancellationToken cancellation)
    {
        var before = room.Known?.Find(command.Seat);
        var decision = room.State?.Enter(command, Now);
        if (decision is not { Refusal: null })
        {
            var refusal = decision?.Refusal ?? new Refusal(RefusalReason.Unknown);
            log.Refused(refusal.Reason);
            return new EnterAnswer(null, refusal);
        }

        await Apply(decision);
        metrics.Returned(before, command.Instance, Now);

        // After the broadcast: the page that enters gets this snapshot with the answer.
        room.Leases.Renew(command.Connection, observer, Now);
        timer.Schedule(room.NextDeadline);
        log.Entered(command.Instance);
        return new EnterAnswer(new Entered(decision.Next.Snapshot(room.Epoch, room.Version), decision.Next.Plan.End),
            null);
    }

    public Task Relay(string connection, SealedSignal[] signals)
    {
        room.Leases.Relay(room.State, connection, signals);
        return Task.CompletedTask;
    }

    public Task Acknowledge(string connection, Acknowledgement acknowledgement)
    {
        room.Leases.Relay(room.State, connection, acknowledgement);
        return Task.CompletedTask;
    }

    public async Task<bool> Admit(string connection, string seat, CancellationToken cancellation)
    {
        await Apply(room.State?.Admit(connection, seat));
        return room.State is { } state && state.IsPractitioner(connection) && state.HasAdmitted(seat);
    }

    public async Task<bool> SendOut(string connection, string seat, CancellationToken cancellation)
    {
        await Apply(room.State?.SendOut(connection, seat, Now));
        return room.State is { } state && state.IsPractitioner(connection) && state.HasSentOut(seat);
    }

    public async Task<bool> Decide(string practice, PracticeDecision decision, CancellationToken cancellation)
    {
        await Apply(room.Known?.Decide(practice, decision, Now));
        return room.State?.Follows(practice, decision) ?? false;
    }

    public Task<RoomSnapshot?> Snapshot(string connection, CancellationToken cancellation) =>
        Task.FromResult(room.Known?.SeatOf(connection) is null ? null : room.Snapshot());

    public Task Leave(string connection, CancellationToken cancellation) =>
        Lose(connection, room.Known?.Leave(connection, Now));

    public Task Disconnect(string connection) => Lose(connection, room.Known?.Disconnect(connection, Now));

    public Task<Renewal> Renew(string[] connections, IRoomObserver observer, CancellationToken cancellation)
    {
        var known = connections.ToLookup(connection => room.Known?.SeatOf(connection) is not null);
        foreach (var connection in known[true])
        {
            room.Leases.Renew(connection, observer, Now);
        }

        timer.Schedule(room.NextDeadline);
        return Task.FromResult(new Renewal([.. known[false]], room.Epoch, room.Version));
    }

    public Task Notice(LobbyNotice notice) => Apply(room.State?.Noticed(notice));

    private async Task Lose(string connection, Decision? decision)
    {
        room.Leases.End(connection);
        await Apply(decision);
        log.Disconnected(room.State?.Seats.Count(s => s.Here) ?? 0);
    }

    private async Task Apply(Decision? decision)
    {
        await room.Apply(decision);
        timer.Schedule(room.NextDeadline);
    }

    private async Task OnDeadline(CancellationToken cancellation)
    {
        try
        {
            foreach (var connection in room.Leases.Expired(Now))
            {
                await Disconnect(connection);
            }

            await room.Apply(room.State?.Expire(Now));
            room.Report();
        }
        finally
        {
            timer.Schedule(room.NextDeadline);
        }
    }
}
