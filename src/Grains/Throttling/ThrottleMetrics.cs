using System.Diagnostics.Metrics;

namespace RedConnect.Grains.Throttling;

/// <summary>How much guessing there is, of codes and of passwords.</summary>
internal sealed class ThrottleMetrics(IMeterFactory meters)
{
    private readonly Counter<int> failures = meters.Create("RedConnect.Throttling")
        .CreateCounter<int>("redconnect.throttle.failures", "{attempt}",
            "Wrong codes and passwords, by whether the next attempt has to wait.");

    public void Failed(bool mustWait) =>
        failures.Add(1, new KeyValuePair<string, object?>("redconnect.throttle.waits", mustWait));
}
