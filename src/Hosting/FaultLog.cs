using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace RedConnect.Hosting;

/// <summary>
/// Logs what a request failed by under the reference that the person is shown. What the sender did wrong is no fault.
/// </summary>
internal sealed partial class FaultLog(ILogger<FaultLog> log) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException)
        {
            var endpoint = httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint;
            LogFault(exception, httpContext.TraceIdentifier, endpoint?.RoutePattern.RawText);
        }

        return ValueTask.FromResult(false);
    }

    [LoggerMessage(4003, LogLevel.Error, "Fault {Reference} in a request to {Route}.")]
    private partial void LogFault(Exception fault, string reference, string? route);
}
