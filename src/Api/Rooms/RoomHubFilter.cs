using Microsoft.AspNetCore.SignalR;

namespace RedConnect.Api.Rooms;

/// <summary>The one place where violations and faults on the room hub become words.</summary>
internal sealed partial class RoomHubFilter(RoomHubMetrics metrics, ILogger<RoomHubFilter> log) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var connection = RoomHub.Of(invocationContext.Context);
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

    [LoggerMessage(3001, LogLevel.Warning, "A client broke the room protocol: {Code}. Its connection is closed.")]
    private partial void LogViolation(string code);

    [LoggerMessage(3002, LogLevel.Error, "Fault {Reference} in {HubMethod}.")]
    private partial void LogFault(Exception fault, string reference, string hubMethod);
}
