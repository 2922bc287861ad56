using Microsoft.Extensions.DependencyInjection;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>The place of one appointment: identify, decide (RoomState), write, tell. Planning and deleting are in RoomGrain.Planning.cs.</summary>
[GrainType("room")]
internal sealed partial class RoomGrain(
    [PersistentState("room", Storage.Name)] IPersistentState<StoredRoom> stored,
    TimeProvider time,
    AwakeRooms awake,
    ILogger<RoomGrain> log) : Grain, IRoomGrain
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);
    private RoomObservers observers = new();
    private Outboxes outboxes = new();
    private RoomState? room;
    private NearObservers? near;
    private IGrainTimer? timer;
    private Headcount counted;
    private DateTimeOffset woken;
    private long epoch;
    private long version;

    private DateTimeOffset Now => time.GetUtcNow();

    private RoomMetrics Metrics => ServiceProvider.GetRequiredService<RoomMetrics>();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        near = ServiceProvider.GetService<NearObservers>();
        if (epoch == 0)
        {
            woken = Now;
            epoch = woken.ToUnixTimeMilliseconds();
            room = stored.State.Wake(woken);
        }

        Count();
        KeepTicking();
        awake.Add(GrainContext);
        return Task.CompletedTask;
    }

    public Task<KnockAnswer> Knock(string fingerprint, CancellationToken cancellation)
    {
        var refusal = room is null ? new Refusal(RefusalReason.Unknown) : room.Knock(fingerprint, Now);
        return Task.FromResult(refusal is null && room?.CodeOf(fingerprint) is { } code
            ? new KnockAnswer(new Door(this.GetPrimaryKeyString(), code.Role, code.SealedRoomKey, room.Plan.Start, room.Plan.End, room.Plan.Admission), null)
            : new KnockAnswer(null, refusal));
    }

    public async Task<EnterAnswer> Enter(EnterRoom command, IRoomObserver observer, CancellationToken cancellation)
    {
        if (room is null)
        {
            return new EnterAnswer(null, new Refusal(RefusalReason.Unknown));
        }

        var entry = room.Enter(command, Now);
        if (entry.Refusal is not null)
        {
            LogRefused(entry.Refusal.Reason);
            return new EnterAnswer(null, entry.Refusal);
        }

        var missed = outboxes.Missed(command, entry.SameInstance, epoch);
        if (missed is null)
        {
            return new EnterAnswer(new Entered(room.Snapshot(epoch, version), false, [], room.Plan.End), null);
        }

        var before = room.Find(command.Seat);
        await Become(entry.Next);
        CountReturn(before, entry.SameInstance);
        if (command.LastSeen is null)
        {
            outboxes.Forget(command.Seat);
        }

        Dismiss(entry, command);
        KeepTicking();
        Tell();

        // Only now: whoever enters is told by the answer.
        observers.Hold(command.Connection, observer, Now);
        LogEntered(command.Instance, entry.SameInstance);
        return new EnterAnswer(new Entered(room.Snapshot(epoch, version), command.LastSeen is not null, [.. missed], room.Plan.End), null);
    }

    public Task Relay(string connection, SealedSignal[] signals)
    {
        if (room is { } now)
        {
            Pass(Array.ConvertAll(signals, signal => outboxes.Relay(now, epoch, connection, signal)));
        }

        return Task.CompletedTask;
    }

    public Task Acknowledge(string connection, Acknowledgement acknowledgement)
    {
        if (room is not null)
        {
            Pass(outboxes.Acknowledge(room, connection, acknowledgement));
        }

        return Task.CompletedTask;
    }

    public async Task<bool> Admit(string connection, string seat, CancellationToken cancellation)
    {
        if (room is null)
        {
            return false;
        }

        await Change(room.Admit(connection, seat));
        return room.SeatOf(connection) is { IsPractitioner: true } && room.Find(seat) is { Taken: true, Admitted: true };
    }

    public Task<RoomSnapshot?> Snapshot(string connection, CancellationToken cancellation) =>
        Task.FromResult(room?.SeatOf(connection) is null ? null : room.Snapshot(epoch, version));

    public Task Leave(string connection, CancellationToken cancellation) => Lose(connection, room?.Leave(connection, Now));

    public Task Drop(string connection) => Lose(connection, room?.Drop(connection, Now));

    public Task<Renewal> Renew(string[] connections, IRoomObserver observer, CancellationToken cancellation)
    {
        var strangers = connections.Where(c => room?.SeatOf(c) is null).ToList();
        foreach (var connection in connections.Except(strangers))
        {
            observers.Hold(connection, observer, Now);
        }

        return Task.FromResult(new Renewal(strangers, epoch, version));
    }

    public Task HearFromLobby(bool elsewhere) =>
        room is null ? Task.CompletedTask : Change(room.Hear(elsewhere));

    private async Task Lose(string connection, RoomState? next)
    {
        if (next is not null && !ReferenceEquals(next, room))
        {
            await Change(next);
            LogLost(next.Seats.Count(s => s.Here));
        }

        observers.Forget(connection);
    }

    private void CountReturn(Seat? before, bool samePage)
    {
        if (before is { Taken: true })
        {
            Metrics.Resumed(before.AwayFor(Now, woken), samePage);
        }
    }

    private void Dismiss(Entry entry, EnterRoom command)
    {
        if (entry.Replaced is { } old)
        {
            if (!entry.SameInstance)
            {
                observers.Of(old)?.Replaced(old, command.Instance).Ignore();
            }

            observers.Forget(old);
        }
    }
}
