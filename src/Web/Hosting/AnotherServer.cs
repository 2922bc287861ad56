using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace RedConnect.Web.Hosting;

/// <summary>
/// A request without a body whose server cannot be reached goes to the others in turn instead of back to its browser: lines come back at their first attempt while servers
/// stop.
/// </summary>
internal static class AnotherServer
{
    public static void UseAnotherServer(this IReverseProxyApplicationBuilder proxy) => proxy.Use(TryEach);

    private static async Task TryEach(HttpContext context, RequestDelegate next)
    {
        var proxied = context.GetReverseProxyFeature();
        var tried = new HashSet<DestinationState?>();
        await next(context);
        while (WasNotReached(context) && tried.Add(proxied.ProxiedDestination) && Others(proxied, tried) is { Count: > 0 } others)
        {
            proxied.AvailableDestinations = others;
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.Clear();
            await next(context);
        }
    }

    private static bool WasNotReached(HttpContext context) =>
        context.GetForwarderErrorFeature()?.Error is ForwarderError.Request && !context.Response.HasStarted && HasNoBody(context.Request);

    private static List<DestinationState> Others(IReverseProxyFeature proxied, HashSet<DestinationState?> tried) =>
        [.. (proxied.Route.Cluster?.DestinationsState.AvailableDestinations ?? []).Where(server => !tried.Contains(server))];

    /// <summary>Also what opens a WebSocket, by either version of HTTP.</summary>
    private static bool HasNoBody(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsConnect(request.Method);
}
