using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace RedConnect.Hosting;

/// <summary>
/// What a span may say when it leaves this process. Libraries add addresses, paths, keys of grains and texts of exceptions; new versions of them will add more. So nothing
/// passes that is not on this list.
/// </summary>
internal sealed class HarmlessTags : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> Harmless = new[]
    {
        "http.request.method", "http.response.status_code", "http.route", "network.protocol.version", "url.scheme",
        "rpc.system", "rpc.system.name", "rpc.service", "rpc.method", "orleans.rpc.service", "signalr.connection.status", "signalr.transport",
        "error.type", "exception.type",
    }.ToFrozenSet();

    public override void OnEnd(Activity data)
    {
        foreach (var (tag, _) in data.TagObjects.ToList())
        {
            if (!Harmless.Contains(tag))
            {
                data.SetTag(tag, null);
            }
        }

        // Neither an exception's text nor what a stranger's request carried along.
        data.SetStatus(data.Status);
        data.TraceStateString = null;
    }
}
