using System.Collections.Immutable;
using RedConnect.Grains.Contracts.DataProtection;

namespace RedConnect.Grains.DataProtection;

/// <summary>The stored keys.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredDataProtectionKeys")]
internal sealed record StoredDataProtectionKeys
{
    [Id(0)]
    public ImmutableArray<string> Keys { get; init; } = [];

    public override string ToString() => nameof(StoredDataProtectionKeys);
}

/// <summary>Stores what the framework hands over and interprets none of it.</summary>
[GrainType("data-protection-keys")]
internal sealed class DataProtectionKeysGrain(
    [PersistentState("keys", GrainsFeature.StorageName)] IPersistentState<StoredDataProtectionKeys> stored)
        : Grain, IDataProtectionKeysGrain
{
    public Task<ImmutableArray<string>> All() => Task.FromResult(stored.State.Keys);

    public Task Add(string xml) => stored.State.Keys.Contains(xml)
        ? Task.CompletedTask
        : stored.Write(this, new StoredDataProtectionKeys { Keys = stored.State.Keys.Add(xml) });
}
