using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace RedConnect.Hosting;

/// <summary>
/// Removes every tag that is not on its list from a span before it is exported. Libraries add addresses, paths, keys
/// of grains and messages of exceptions, and new versions of them will add more. A collector's own filters come too
/// late: such values must not leave this process.
/// </summary>
internal sealed class TraceTagAllowList : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> Allowed = new[]
    {
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "network.protocol.version",
        "url.scheme",
        "rpc.system",
        "rpc.system.name",
        "rpc.service",
        "rpc.method",
        "orleans.rpc.service",
        "signalr.connection.status",
        "signalr.transport",
        "error.type",
        "exception.type",
    }.ToFrozenSet();

    public override void OnEnd(Activity data)
    {
        foreach (var (tag, _) in data.TagObjects.ToList())
        {
            if (!Allowed.Contains(tag))
            {
                data.SetTag(tag, null);
            }
        }

        // The status may contain the message of an exception, the trace state whatever the sender put into it.
        data.SetStatus(data.Status);
        data.TraceStateString = null;
    }
}
