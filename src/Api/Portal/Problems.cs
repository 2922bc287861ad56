using Microsoft.AspNetCore.Antiforgery;

namespace RedConnect.Api.Portal;

/// <summary>Refusals of the HTTP interface: RFC 9457 problem details with a stable <c>code</c>.</summary>
internal static class Problems
{
    public static IResult Malformed(string field) => Of(400, "malformed", new() { ["field"] = field });

    public static IResult Of(int status, string code, Dictionary<string, object?>? more = null) =>
        Results.Problem(
            statusCode: status, extensions: new Dictionary<string, object?>(more ?? []) { ["code"] = code });

    public static IResult Throttled(TimeSpan wait) =>
        Of(429, "throttled", new() { ["retryAfter"] = (long)wait.TotalMilliseconds });

    /// <summary>
    /// State changes need the antiforgery token of a page of ours; unreadable bodies get a typed answer.
    /// </summary>
    public static async ValueTask<object?> Guard(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        return HttpMethods.IsGet(http.Request.Method)
            || await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
            ? await next(context)
            : Of(400, "antiforgery");
    }
}
