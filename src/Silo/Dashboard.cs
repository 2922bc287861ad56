using Orleans.Dashboard;
using RedConnect.Hosting;

namespace RedConnect.Silo;

/// <summary>Orleans' own dashboard at <c>/operator/dashboard</c>, for operators only, where it is switched on; there is
/// none while they have no secret.</summary>
internal static class Dashboard
{
    private const string Path = "/operator/dashboard";

    // Its page sets style attributes; everything it loads is its own.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static void AddDashboard(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration.HasDashboard())
        {
            builder.UseOrleans(silo => silo.AddDashboard(dashboard => dashboard.HideTrace = true));
        }
    }

    public static void MapDashboard(this WebApplication app)
    {
        if (app.Configuration.HasDashboard())
        {
            app.MapOrleansDashboard(Path).ForOperators().Add(Confine);
        }
    }

    /// <summary>Under a policy of its own, and without the view that shows what grains store.</summary>
    private static void Confine(EndpointBuilder endpoint)
    {
        var answer = endpoint.RequestDelegate;
        var forbidden = endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } route }
            && route.EndsWith("/GrainState", StringComparison.Ordinal);
        endpoint.RequestDelegate = context =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            if (!forbidden && answer is not null)
            {
                return answer(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }
}
