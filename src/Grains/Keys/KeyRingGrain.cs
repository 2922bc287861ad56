using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Keys;

namespace RedConnect.Grains.Keys;

/// <summary>The key ring at rest.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredKeyRing")]
internal sealed record StoredKeyRing
{
    [Id(0)]
    public ImmutableArray<string> Keys { get; init; } = [];

    public override string ToString() => nameof(StoredKeyRing);
}

/// <summary>Holds what the framework hands over and reads none of it.</summary>
[GrainType("key-ring")]
internal sealed class KeyRingGrain([PersistentState("keys", Storage.Name)] IPersistentState<StoredKeyRing> stored) : Grain, IKeyRingGrain
{
    public Task<ImmutableArray<string>> All() => Task.FromResult(stored.State.Keys);

    public Task Add(string xml) => stored.State.Keys.Contains(xml)
        ? Task.CompletedTask
        : stored.Write(this, new StoredKeyRing { Keys = stored.State.Keys.Add(xml) });
}
