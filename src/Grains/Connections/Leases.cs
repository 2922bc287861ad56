namespace RedConnect.Grains.Connections;

/// <summary>Which API server holds which connection. A server renews its leases; one that dies stops
/// renewing.</summary>
[GenerateSerializer, Alias("redconnect.Leases`1")]
internal class Leases<T>
    where T : class, IGrainObserver
{
    /// <summary>API servers renew every 5 s; a connection that is not renewed for this long counts as broken.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    [Id(0)]
    private readonly Dictionary<string, Lease<T>> leases = [];

    public bool IsEmpty => leases.Count == 0;

    /// <summary>When the next lease expires unless it is renewed.</summary>
    public DateTimeOffset? NextExpiry => leases.Count == 0 ? null : leases.Values.Min(lease => lease.Until);

    /// <summary>The connections by the API server that holds them.</summary>
    public IEnumerable<IGrouping<T, string>> ByServer => leases.GroupBy(l => l.Value.Observer, l => l.Key);

    public void Renew(string connection, T observer, DateTimeOffset now) =>
        leases[connection] = new Lease<T>(observer, now + Duration);

    public void End(string connection) => leases.Remove(connection);

    public IReadOnlyList<string> Expired(DateTimeOffset now) =>
        [.. leases.Where(l => l.Value.Until <= now).Select(l => l.Key)];

    protected T? ObserverOf(string connection) => leases.GetValueOrDefault(connection)?.Observer;
}

/// <summary>One connection's lease.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.Lease`1")]
internal sealed record Lease<T>([property: Id(0)] T Observer, [property: Id(1)] DateTimeOffset Until);
