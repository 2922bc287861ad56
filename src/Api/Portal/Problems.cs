using Microsoft.AspNetCore.Antiforgery;

namespace RedConnect.Api.Portal;

/// <summary>Refusals of the HTTP interface: RFC 9457 problem details with a stable <c>code</c>.</summary>
internal static class Problems
{
    public static IResult Malformed(string field) => Of(400, "malformed", new() { ["field"] = field });

    public static IResult Of(int status, string code, Dictionary<string, object?>? more = null) =>
        Results.Problem(
            statusCode: status, extensions: new Dictionary<string, object?>(more ?? []) { ["code"] = code });

    public static IResult Throttled(TimeSpan wait) => new Throttling(wait);

    /// <summary>What the framework's validation refuses gets the form of all other refusals.</summary>
    public static void NameField(ProblemDetailsContext context)
    {
        if (context.ProblemDetails is HttpValidationProblemDetails { Errors.Keys: var fields } problem)
        {
            var extensions = new Dictionary<string, object?>(problem.Extensions)
            {
                ["code"] = "malformed",
                ["field"] = InJson(fields.First()),
            };
            context.ProblemDetails = new()
            {
                Type = problem.Type,
                Title = "Bad Request",
                Status = StatusCodes.Status400BadRequest,
                Extensions = extensions,
            };
        }
    }

    /// <summary>Everything but reading needs the antiforgery token of a page of ours.</summary>
    public static async ValueTask<object?> Guard(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return HttpMethods.IsGet(http.Request.Method)
            || await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
            ? await next(context)
            : Of(400, "antiforgery");
    }

    /// <summary>Says how long to wait to programs that know only HTTP, too.</summary>
    private sealed class Throttling(TimeSpan wait) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds):0}";
            return Of(429, "throttled", new() { ["retryAfter"] = (long)wait.TotalMilliseconds })
                .ExecuteAsync(httpContext);
        }
    }

    /// <summary><c>Workplace.PublicKey</c> is <c>workplace.publicKey</c> in JSON.</summary>
    private static string InJson(string property) =>
        string.Join('.', property.Split('.').Select(Words.Spelling.ConvertName));
}
