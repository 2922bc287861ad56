using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>The room's log lines.</summary>
internal static partial class RoomLog
{
    [LoggerMessage(1001, LogLevel.Information, "A room was planned: {Outcome}.")]
    public static partial void Planned(this ILogger log, PlanOutcome outcome);

    [LoggerMessage(1002, LogLevel.Information, "A seat was entered (instance {Instance}).")]
    public static partial void Entered(this ILogger log, int instance);

    [LoggerMessage(1003, LogLevel.Information, "Entering was refused: {Reason}.")]
    public static partial void Refused(this ILogger log, RefusalReason reason);

    [LoggerMessage(1004, LogLevel.Information, "A connection was lost or left; {Here} seats are held.")]
    public static partial void Disconnected(this ILogger log, int here);

    [LoggerMessage(1005, LogLevel.Information, "A room was deleted.")]
    public static partial void Deleted(this ILogger log);

    [LoggerMessage(1006, LogLevel.Warning,
        "{Late} of {Count} rooms did not move to another silo in time; they are activated there on their next call.")]
    public static partial void MovedLate(this ILogger log, int late, int count);
}
