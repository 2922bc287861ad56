using Yarp.ReverseProxy.Forwarder;

namespace RedConnect.Web.Hosting;

/// <summary>
/// A request without a body whose server cannot be reached goes to another one instead of back to its browser: lines come back at their first attempt while a server stops.
/// </summary>
internal static class AnotherServer
{
    public static void UseAnotherServer(this IReverseProxyApplicationBuilder proxy) => proxy.Use(TryTwice);

    private static async Task TryTwice(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.GetForwarderErrorFeature()?.Error is not ForwarderError.Request || context.Response.HasStarted || !HasNoBody(context.Request))
        {
            return;
        }

        var proxied = context.GetReverseProxyFeature();
        var others = (proxied.Route.Cluster?.DestinationsState.AvailableDestinations ?? []).Where(server => server != proxied.ProxiedDestination).ToList();
        if (others.Count > 0)
        {
            proxied.AvailableDestinations = others;
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.Clear();
            await next(context);
        }
    }

    /// <summary>Also what opens a WebSocket, by either version of HTTP.</summary>
    private static bool HasNoBody(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsConnect(request.Method);
}
