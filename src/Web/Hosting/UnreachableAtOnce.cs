using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace RedConnect.Web.Hosting;

/// <summary>The first request that cannot reach a server takes it out, before the next health check notices: who tries again reaches another one.</summary>
internal sealed class UnreachableAtOnce(IDestinationHealthUpdater health) : IPassiveHealthCheckPolicy
{
    /// <summary>Long enough for two health checks, which then decide.</summary>
    private static readonly TimeSpan LeftOutFor = TimeSpan.FromSeconds(2);

    public string Name => nameof(UnreachableAtOnce);

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (context.Features.Get<IForwarderErrorFeature>()?.Error is ForwarderError.Request)
        {
            health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, LeftOutFor);
        }
    }
}
