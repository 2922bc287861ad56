namespace RedConnect.Api.Rooms;

/// <summary>What the server says to a browser (docs/protocol.md, section 4). Public because SignalR implements it at run time.</summary>
public interface IRoomClient
{
    /// <summary>The room as it is now.</summary>
    Task Changed(SnapshotMessage snapshot);

    /// <summary>Relayed signals, in order.</summary>
    Task Signals(SignalMessage[] signals);

    /// <summary>How far the other side has got.</summary>
    Task Acknowledged(AcknowledgedMessage acknowledged);

    /// <summary>A newer page holds the seat.</summary>
    Task Replaced(ReplacedMessage replaced);

    /// <summary>The room lost track of this connection: enter again.</summary>
    Task Resume();

    /// <summary>This connection will be closed.</summary>
    Task Closing(ClosingMessage closing);
}
