using System.Collections.Concurrent;

namespace RedConnect.Api.Connections;

/// <summary>The connections of this API server.</summary>
internal sealed class ConnectionRegistry
{
    private readonly ConcurrentDictionary<string, BrowserConnection> connections = new();

    public IEnumerable<BrowserConnection> All => connections.Select(pair => pair.Value);

    public void Add(BrowserConnection connection) => connections[connection.Id] = connection;

    public void Remove(BrowserConnection connection) => connections.TryRemove(connection.Id, out _);

    public T? Find<T>(string id)
        where T : BrowserConnection => connections.GetValueOrDefault(id) as T;

    /// <summary>The connections that have a topic, by its key.</summary>
    public IReadOnlyList<IGrouping<string, (Topic Topic, BrowserConnection Connection)>> ByTopic() =>
        [.. All.SelectMany<BrowserConnection, (Topic Topic, BrowserConnection Connection)>(connection =>
            connection.Topic is { } topic ? [(topic, connection)] : []).GroupBy(each => each.Topic.Key)];
}
