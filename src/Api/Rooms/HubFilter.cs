using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using RedConnect.Api.Connections;

namespace RedConnect.Api.Rooms;

/// <summary>The one place where violations and faults on hubs become words.</summary>
internal sealed partial class HubFilter(HubMetrics metrics, ILogger<HubFilter> log) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var connection = invocationContext.Context.Features.GetRequiredFeature<BrowserConnection>();
        if (connection.IsClosing)
        {
            return null;
        }

        try
        {
            connection.Count();
            return await next(invocationContext);
        }
        catch (ViolationException violation)
        {
            LogViolation(violation.Message);
            metrics.Violated(violation.Message);
            connection.Close(violation.Message);
            throw;
        }
        catch (OperationCanceledException) when (invocationContext.Context.ConnectionAborted.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception fault) when (fault is not HubException)
        {
            var reference = Guid.NewGuid().ToString("N")[..8];
            LogFault(fault, reference, invocationContext.HubMethodName);
            metrics.Failed();
            throw new HubException($"fault {reference}");
        }
    }

    [LoggerMessage(3001, LogLevel.Warning, "A client broke the protocol: {Code}. Its connection is closed.")]
    private partial void LogViolation(string code);

    [LoggerMessage(3002, LogLevel.Error, "Fault {Reference} in {HubMethod}.")]
    private partial void LogFault(Exception fault, string reference, string hubMethod);
}
