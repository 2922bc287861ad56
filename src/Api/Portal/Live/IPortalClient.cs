using RedConnect.Api.Rooms;

namespace RedConnect.Api.Portal.Live;

/// <summary>Messages from the server to a page of the portal (docs/portal-api.md, "Live"). Public because SignalR
/// implements it at run time.</summary>
public interface IPortalClient
{
    /// <summary>Who waits now.</summary>
    Task Lobby(LobbyMessage lobby);

    /// <summary>Something of the practice has changed: load it again.</summary>
    Task Happened(HappenedMessage happened);

    /// <summary>This connection is about to end.</summary>
    Task Closing(ClosingMessage closing);
}
