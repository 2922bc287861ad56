using System.Diagnostics.Metrics;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Rooms;

/// <summary>Figures of this API server's room hub (docs/operations.md, "Watching it"): sums only.</summary>
internal sealed class HubMetrics(IMeterFactory meters)
{
    private const string Meter = "RedConnect.Edge";

    private readonly Counter<int> refusals = meters.Create(Meter)
        .CreateCounter<int>("redconnect.refusals", "{refusal}", "Refusals that people were told, by reason.");

    private readonly Counter<int> violations = meters.Create(Meter)
        .CreateCounter<int>("redconnect.violations", "{violation}",
            "Connections closed because they broke the protocol, by code.");

    private readonly Counter<int> faults = meters.Create(Meter)
        .CreateCounter<int>("redconnect.faults", "{fault}", "Invocations that failed by our fault.");

    public void Refused(Refusal? refusal)
    {
        if (refusal is not null)
        {
            refusals.Add(1, new KeyValuePair<string, object?>("redconnect.reason", Words.Word(refusal.Reason)));
        }
    }

    public void Violated(string code) => violations.Add(1, new KeyValuePair<string, object?>("redconnect.code", code));

    public void Failed() => faults.Add(1);
}
