namespace RedConnect.Grains.Contracts.Throttling;

/// <summary>Counts failed attempts of one subject (hash of an address or of a login name) and says how long to wait.
/// Soft.</summary>
[Alias("redconnect.IThrottleGrain")]
public interface IThrottleGrain : IGrainWithStringKey
{
    /// <summary>How long the subject must wait before the next attempt; zero when it may go on.</summary>
    [Alias("Check"), ResponseTimeout("00:00:03")]
    Task<TimeSpan> Check(CancellationToken cancellation = default);

    /// <summary>One more failure. Ten are free, then 2 s, doubling up to 300 s; forgotten after an hour without
    /// failures.</summary>
    [Alias("Fail"), ResponseTimeout("00:00:03")]
    Task<TimeSpan> Fail(CancellationToken cancellation = default);

    /// <summary>The last attempt was counted before it was tried, and was right: it is no failure.</summary>
    [Alias("GiveBack"), ResponseTimeout("00:00:03")]
    Task GiveBack(CancellationToken cancellation = default);

    /// <summary>The subject proved itself: its failures are forgotten.</summary>
    [Alias("Forgive"), ResponseTimeout("00:00:03")]
    Task Forgive(CancellationToken cancellation = default);
}
