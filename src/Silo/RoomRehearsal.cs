using Orleans.Core.Internal;
using Orleans.Runtime.Placement;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Hosting;

namespace RedConnect.Silo;

/// <summary>Two people meet in a room of another silo, it moves to this one as rooms do when theirs is about to stop, and they exchange signals and say goodbye here.</summary>
internal sealed class RoomRehearsal(
    IGrainFactory grains,
    ISiloStatusOracle silos,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<Rehearsal> log) : Rehearsal(lifetime, time, log)
{
    private const int SealedLength = 400;

    /// <summary>What is said while the room moves may be lost, and is said again.</summary>
    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromMilliseconds(500);

    protected override async Task Play(CancellationToken cancellation)
    {
        var listener = new Listener();
        var ear = grains.CreateObjectReference<IRoomObserver>(listener);
        Place(silos.GetApproximateSiloStatuses(onlyActive: true).Keys.FirstOrDefault(silo => !silo.Equals(silos.SiloAddress)) ?? silos.SiloAddress);
        await RehearsedRoom.Hold(grains, Time.GetUtcNow(), (rehearsed, room) => Meet(rehearsed, room, ear, listener, cancellation), cancellation);
        grains.DeleteObjectReference<IRoomObserver>(ear);
    }

    private async Task Meet(RehearsedRoom rehearsed, IRoomGrain room, IRoomObserver ear, Listener listener, CancellationToken cancellation)
    {
        var (one, other) = (rehearsed.Plan.Codes[0].Fingerprint[..32], rehearsed.Plan.Codes[1].Fingerprint[..32]);
        await room.Enter(Command(rehearsed.Plan.Codes[0], one), ear, cancellation);
        await room.Enter(Command(rehearsed.Plan.Codes[1], other), ear, cancellation);
        Place(silos.SiloAddress);
        await room.Cast<IGrainManagementExtension>().MigrateOnIdle(cancellation);
        await room.Renew([one, other], ear, cancellation);
        await Say(() => room.Relay(one, [new SealedSignal(one, 1, other, 1, 1, new byte[SealedLength])]), listener.Delivered, cancellation);
        await Say(() => room.Acknowledge(other, new Acknowledgement(other, 1, one, 1, 1)), listener.Acknowledged, cancellation);
        await room.Snapshot(one, cancellation);
        await room.Leave(one, cancellation);
        await room.Leave(other, cancellation);
    }

    private async Task Say(Func<Task> word, Task heard, CancellationToken cancellation)
    {
        while (!heard.IsCompleted)
        {
            cancellation.ThrowIfCancellationRequested();
            await word();
            await Task.WhenAny(heard, Task.Delay(SayAgainAfter, Time, cancellation));
        }
    }

    private static void Place(SiloAddress silo) => RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);

    /// <summary>Seat and connection have one name.</summary>
    private static EnterRoom Command(RoomCode code, string name) => new(code.Fingerprint, name, [.. new byte[32]], 1, [.. new byte[64]], name, null);

    private sealed class Listener : IRoomObserver
    {
        private readonly TaskCompletionSource delivered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Delivered => delivered.Task;

        public Task Acknowledged => acknowledged.Task;

        public Task Changed(string[] connections, RoomSnapshot snapshot) => Task.CompletedTask;

        public Task Replaced(string connection, int instance) => Task.CompletedTask;

        public Task Deliver(string connection, Delivery[] deliveries)
        {
            delivered.TrySetResult();
            return Task.CompletedTask;
        }

        Task IRoomObserver.Acknowledged(string connection, Acknowledgement acknowledgement)
        {
            acknowledged.TrySetResult();
            return Task.CompletedTask;
        }
    }
}
