using System.Collections.Concurrent;
using RedConnect.Api.Rooms;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Connections;

/// <summary>
/// The connections of this API server, and the observers through which rooms reach them. Orleans calls one observer at
/// a time: there are several, so that rooms do not wait for one another.
/// </summary>
internal sealed class ConnectionRegistry
{
    private const int ObserverCount = 16;
    private readonly ConcurrentDictionary<string, BrowserConnection> connections = new();
    private readonly RoomObserver observer;
    private readonly Lazy<IRoomObserver[]> references;

    public ConnectionRegistry(IGrainFactory grains)
    {
        // Orleans holds observers weakly: this field keeps it alive.
        observer = new RoomObserver(this);
        references = new(() =>
            [.. Enumerable.Range(0, ObserverCount).Select(_ => grains.CreateObjectReference<IRoomObserver>(observer))]);
    }

    public IEnumerable<BrowserConnection> All => connections.Select(pair => pair.Value);

    public void Add(BrowserConnection connection) => connections[connection.Id] = connection;

    public void Remove(BrowserConnection connection) => connections.TryRemove(connection.Id, out _);

    public BrowserConnection? Find(string id) => connections.GetValueOrDefault(id);

    /// <summary>The observer for a room's events.</summary>
    public IRoomObserver ObserverFor(string room) =>
        references.Value[(uint)room.GetHashCode(StringComparison.Ordinal) % ObserverCount];

    /// <summary>The connections that hold seats, by room.</summary>
    public IReadOnlyList<IGrouping<string, BrowserConnection>> ByRoom() =>
        [.. All.Where(connection => connection.Seat is not null).GroupBy(connection => connection.Seat?.RoomId ?? "")];
}
