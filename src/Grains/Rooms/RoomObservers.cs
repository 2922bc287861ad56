using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>Which edge holds which connection, and until when it has said so. An edge that dies stops renewing.</summary>
[GenerateSerializer, Alias("redconnect.RoomObservers")]
internal sealed class RoomObservers
{
    /// <summary>Edges renew every 5 s; after this long without, the connection counts as broken.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    [Id(0)]
    private readonly Dictionary<string, Held> leases = [];

    public void Hold(string connection, IRoomObserver observer, DateTimeOffset now) => leases[connection] = new Held(observer, now + Lease);

    public void Forget(string connection) => leases.Remove(connection);

    public IRoomObserver? Of(string connection) => leases.TryGetValue(connection, out var lease) ? lease.Observer : null;

    public IReadOnlyList<string> Lapsed(DateTimeOffset now) => [.. leases.Where(l => l.Value.Until <= now).Select(l => l.Key)];

    /// <summary>One message per edge, naming its connections.</summary>
    public void Broadcast(RoomSnapshot snapshot, NearObservers? near)
    {
        foreach (var edge in leases.GroupBy(l => l.Value.Observer, l => l.Key))
        {
            (near?.Nearest(edge.Key) ?? edge.Key).Changed([.. edge], snapshot).Ignore();
        }
    }

    [GenerateSerializer, Immutable, Alias("redconnect.RoomObservers.Held")]
    internal sealed record Held([property: Id(0)] IRoomObserver Observer, [property: Id(1)] DateTimeOffset Until);
}
