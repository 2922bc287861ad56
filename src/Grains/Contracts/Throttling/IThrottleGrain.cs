namespace RedConnect.Grains.Contracts.Throttling;

/// <summary>A leaky bucket: how many attempts fit at once, and how long until one of them is forgotten.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.Bucket")]
public readonly record struct Bucket([property: Id(0)] int Size, [property: Id(1)] TimeSpan Leak);

/// <summary>
/// Counts the attempts of one subject, for all API servers together. Key: a keyed hash of the subject. In memory only:
/// a restart that loses a count costs a guesser more than it gains them.
/// </summary>
[Alias("redconnect.IThrottleGrain")]
public interface IThrottleGrain : IGrainWithStringKey
{
    /// <summary>Counts an attempt before it is made.</summary>
    /// <returns>Zero if it may be made; otherwise how long to wait, and nothing was counted.</returns>
    [Alias("Take"), ResponseTimeout("00:00:03")]
    Task<TimeSpan> Take(Bucket bucket, CancellationToken cancellation = default);

    /// <summary>An attempt that was counted was good, or was not made after all.</summary>
    [Alias("GiveBack"), ResponseTimeout("00:00:03")]
    Task GiveBack(CancellationToken cancellation = default);

    /// <summary>The subject proved itself: nothing is counted any more.</summary>
    [Alias("Forget"), ResponseTimeout("00:00:03")]
    Task Forget(CancellationToken cancellation = default);
}
