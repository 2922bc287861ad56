using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>Which edge holds which connection, and until when it has said so. An edge that dies stops renewing.</summary>
internal sealed class RoomObservers
{
    /// <summary>Edges renew every 5 s; after this long without, the connection counts as broken.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, (IRoomObserver Observer, DateTimeOffset Until)> leases = [];

    public bool Knows(string connection) => leases.ContainsKey(connection);

    public void Hold(string connection, IRoomObserver observer, DateTimeOffset now) => leases[connection] = (observer, now + Lease);

    public void Forget(string connection) => leases.Remove(connection);

    public IRoomObserver? Of(string connection) => leases.TryGetValue(connection, out var lease) ? lease.Observer : null;

    public IReadOnlyList<string> Lapsed(DateTimeOffset now) => [.. leases.Where(l => l.Value.Until <= now).Select(l => l.Key)];

    /// <summary>One message per edge, naming its connections.</summary>
    public void Broadcast(RoomSnapshot snapshot)
    {
        foreach (var edge in leases.GroupBy(l => l.Value.Observer, l => l.Key))
        {
            edge.Key.Changed([.. edge], snapshot).Ignore();
        }
    }
}
