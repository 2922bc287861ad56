namespace RedConnect.Api.Rooms;

/// <summary>Messages from the server to a browser (docs/protocol.md, section 4). Public because SignalR implements it
/// at run time.</summary>
public interface IRoomClient
{
    /// <summary>The room as it is now.</summary>
    Task Changed(SnapshotMessage snapshot);

    /// <summary>Relayed signals, in order.</summary>
    Task Signals(SignalMessage[] signals);

    /// <summary>A receiver's progress in a stream of this seat.</summary>
    Task Acknowledged(AcknowledgedMessage acknowledged);

    /// <summary>A newer page holds the seat.</summary>
    Task Replaced(ReplacedMessage replaced);

    /// <summary>The room does not know this connection: enter again.</summary>
    Task EnterAgain();

    /// <summary>This connection is about to end.</summary>
    Task Closing(ClosingMessage closing);
}
