using System.Diagnostics.Metrics;
using System.Text.Json;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Rooms;

/// <summary>What this edge tells about its work (docs/operations.md, "Watching it"): sums only, never whose. Nothing is measured while nobody watches.</summary>
internal sealed class EdgeMetrics(IMeterFactory meters, TimeProvider time)
{
    private const string Meter = "RedConnect.Edge";

    private readonly Counter<int> refusals = meters.Create(Meter)
        .CreateCounter<int>("redconnect.refusals", "{refusal}", "Refusals that people were told, by reason, whoever decided: the room or the edge.");

    private readonly Counter<int> violations = meters.Create(Meter)
        .CreateCounter<int>("redconnect.violations", "{violation}", "Connections closed because they broke the protocol, by code.");

    private readonly Counter<int> faults = meters.Create(Meter)
        .CreateCounter<int>("redconnect.faults", "{fault}", "Invocations that failed because of us.");

    private readonly Histogram<double> relays = meters.Create(Meter).CreateHistogram(
        "redconnect.signal.relay.duration",
        "s",
        "From the sender's hub to the receiver's line: the way through the servers, without the browsers' networks.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5] });

    /// <summary>For <see cref="SealedSignal.HeardAt"/>: now, if anybody wants to know.</summary>
    public long HeardAt => relays.Enabled ? time.GetUtcNow().UtcTicks : 0;

    /// <summary>Signals are handed to their receiver's line. The clocks of two servers differ: never less than nothing.</summary>
    public void Relayed(Delivery[] deliveries)
    {
        foreach (var delivery in deliveries)
        {
            if (delivery.Signal.HeardAt is > 0 and var heardAt)
            {
                relays.Record(Math.Max(0, TimeSpan.FromTicks(time.GetUtcNow().UtcTicks - heardAt).TotalSeconds));
            }
        }
    }

    public void Refused(Refusal? refusal)
    {
        if (refusal is not null)
        {
            refusals.Add(1, new KeyValuePair<string, object?>("redconnect.reason", JsonNamingPolicy.CamelCase.ConvertName(refusal.Reason.ToString())));
        }
    }

    public void Violated(string code) => violations.Add(1, new KeyValuePair<string, object?>("redconnect.code", code));

    public void Failed() => faults.Add(1);
}
