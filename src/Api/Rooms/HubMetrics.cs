using System.Diagnostics.Metrics;
using System.Text.Json;
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
            var reason = JsonNamingPolicy.CamelCase.ConvertName(refusal.Reason.ToString());
            refusals.Add(1, new KeyValuePair<string, object?>("redconnect.reason", reason));
        }
    }

    public void Violated(string code) => violations.Add(1, new KeyValuePair<string, object?>("redconnect.code", code));

    public void Failed() => faults.Add(1);
}
