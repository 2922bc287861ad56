using System.Collections.Concurrent;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Rooms;

/// <summary>The connections this process holds, and its ears in the cluster: sixteen observers, so that rooms do not queue behind one another.</summary>
internal sealed class RoomConnections
{
    private const int EarCount = 16;
    private readonly ConcurrentDictionary<string, RoomConnection>[] byTurn = [.. Enumerable.Range(0, Turns.Count).Select(_ => new ConcurrentDictionary<string, RoomConnection>())];
    private readonly RoomObserver ear;
    private readonly Lazy<IRoomObserver[]> ears;

    public RoomConnections(IGrainFactory grains, EdgeMetrics metrics, NearObservers? near = null)
    {
        // Orleans holds observers weakly: this field keeps them alive.
        ear = new RoomObserver(this, metrics);
        ears = new(() => [.. Enumerable.Range(0, EarCount).Select(_ =>
        {
            var reference = grains.CreateObjectReference<IRoomObserver>(ear);
            near?.Add(reference, ear);
            return reference;
        })]);
    }

    public void Add(RoomConnection connection) => byTurn[Turns.Of(connection.Id)][connection.Id] = connection;

    public void Remove(RoomConnection connection) => byTurn[Turns.Of(connection.Id)].TryRemove(connection.Id, out _);

    public RoomConnection? Find(string connection) => byTurn[Turns.Of(connection)].GetValueOrDefault(connection);

    /// <summary>All of them, as they come and go.</summary>
    public IEnumerable<RoomConnection> All => byTurn.SelectMany(some => some.Select(pair => pair.Value));

    /// <summary>Those whose turn it is.</summary>
    public IEnumerable<RoomConnection> Of(uint turn) => byTurn[turn].Select(pair => pair.Value);

    /// <summary>Where a room tells this process what happens.</summary>
    public IRoomObserver EarFor(string room) => ears.Value[(uint)room.GetHashCode(StringComparison.Ordinal) % EarCount];

    /// <summary>Those that hold certain seats.</summary>
    public IReadOnlyList<IGrouping<string, RoomConnection>> ByRoom(Func<HeldSeat, bool> which) =>
        [.. from connection in All
            let seat = connection.Seat
            where seat is not null && which(seat)
            group connection by seat.RoomId];
}
