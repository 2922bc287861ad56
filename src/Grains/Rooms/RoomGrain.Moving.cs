namespace RedConnect.Grains.Rooms;

/// <summary>What moves with a room from one server to another; the epoch goes on, and nobody notices.</summary>
[GenerateSerializer, Alias("redconnect.RoomInTransit")]
internal sealed record RoomInTransit(
    [property: Id(0)] RoomState? Room,
    [property: Id(1)] long Epoch,
    [property: Id(2)] long Version,
    [property: Id(3)] RoomObservers Observers,
    [property: Id(4)] Outboxes Outboxes);

internal sealed partial class RoomGrain : IGrainMigrationParticipant
{
    private const string Luggage = "room-in-transit";

    public void OnDehydrate(IDehydrationContext dehydrationContext) =>
        dehydrationContext.TryAddValue(Luggage, new RoomInTransit(room, epoch, version, observers, outboxes));

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (rehydrationContext.TryGetValue(Luggage, out RoomInTransit? moved) && moved is not null)
        {
            (room, epoch, version, observers, outboxes) = moved;
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        awake.Remove(GrainContext);
        counted = Metrics.Count(counted, null);
        return Task.CompletedTask;
    }
}
