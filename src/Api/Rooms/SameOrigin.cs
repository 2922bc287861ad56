using Microsoft.Extensions.Primitives;

namespace RedConnect.Api.Rooms;

/// <summary>
/// Refuses hub requests that pages of other sites make for their visitors: they would spend what the visitor's network
/// may try. Browsers do not apply the same-origin policy to WebSockets; they name the page's origin. Other clients name
/// none. The host is compared and not the scheme, which a proxy may have ended.
/// </summary>
internal static class SameOrigin
{
    public static void UseSameOrigin(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
            && context.Request.Headers.Origin is { Count: > 0 } origin && !IsOurs(origin, context.Request.Host))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await next(context);
    });

    private static bool IsOurs(StringValues origin, HostString host) =>
        origin.Count == 1
        && Uri.TryCreate(origin[0], UriKind.Absolute, out var page)
        && host.Value?.Equals(page.Authority, StringComparison.OrdinalIgnoreCase) is true;
}
