using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

internal sealed partial class RoomGrain
{
    [LoggerMessage(1001, LogLevel.Information, "A room was planned.")]
    private partial void LogPlanned();

    [LoggerMessage(1002, LogLevel.Information, "A seat was entered (instance {Instance}, resumed {Resumed}).")]
    private partial void LogEntered(int instance, bool resumed);

    [LoggerMessage(1003, LogLevel.Information, "Entering was refused: {Reason}.")]
    private partial void LogRefused(RefusalReason reason);

    [LoggerMessage(1004, LogLevel.Information, "A line was lost or left; {Here} seats are held.")]
    private partial void LogLost(int here);

    [LoggerMessage(1005, LogLevel.Information, "A room was deleted with all its traces.")]
    private partial void LogForgotten();
}
