namespace RedConnect.Grains.Contracts.Connections;

/// <summary>Answer to a renewal of leases.</summary>
/// <param name="Unknown">Connections that the grain does not know (it was activated anew): they must subscribe
/// again.</param>
/// <param name="Epoch">The grain's activation.</param>
/// <param name="Version">Of its newest snapshot: an API server that forwarded an older one fetches it.</param>
[GenerateSerializer, Immutable, Alias("redconnect.Renewal")]
public sealed record Renewal(
    [property: Id(0)] IReadOnlyList<string> Unknown,
    [property: Id(1)] long Epoch,
    [property: Id(2)] long Version);
