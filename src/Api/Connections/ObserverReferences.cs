namespace RedConnect.Api.Connections;

/// <summary>
/// The references through which grains reach an observer of this API server. Orleans calls one reference at a time:
/// there are several, so that topics do not wait for one another.
/// </summary>
internal sealed class ObserverReferences<T>
    where T : class, IGrainObserver
{
    private const int Count = 16;

    /// <summary>Orleans holds observers weakly: this field keeps it alive.</summary>
    private readonly T observer;
    private readonly Lazy<T[]> references;

    public ObserverReferences(IGrainFactory grains, T observer)
    {
        this.observer = observer;
        references = new(() =>
            [.. Enumerable.Range(0, Count).Select(_ => grains.CreateObjectReference<T>(this.observer))]);
    }

    /// <summary>The reference for a topic's events.</summary>
    public T For(string topic) => references.Value[(uint)topic.GetHashCode(StringComparison.Ordinal) % Count];
}
