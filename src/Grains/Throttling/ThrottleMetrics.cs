using System.Diagnostics.Metrics;

namespace RedConnect.Grains.Throttling;

/// <summary>How many attempts are counted, at codes, passwords and registration.</summary>
internal sealed class ThrottleMetrics(IMeterFactory meters)
{
    private readonly Counter<int> attempts = meters.Create("RedConnect.Throttling")
        .CreateCounter<int>("redconnect.throttle.attempts", "{attempt}",
            "Attempts at codes, passwords and registration, by whether they have to wait.");

    public void Counted(bool mustWait) =>
        attempts.Add(1, new KeyValuePair<string, object?>("redconnect.throttle.waits", mustWait));
}
