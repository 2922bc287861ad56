using RedConnect.Api.Connections;
using RedConnect.Grains.Contracts.Lobbies;

namespace RedConnect.Api.Portal.Live;

/// <summary>Receives the events of practices and passes them to the pages' connections, without waiting for any of
/// them.</summary>
internal sealed class LobbyObserver(ConnectionRegistry registry) : ILobbyObserver
{
    public Task Changed(string[] connections, LobbySnapshot snapshot) =>
        Tell(connections, page => page.Show(snapshot));

    public Task Happened(string[] connections, PracticeChange change) =>
        Tell(connections, page => page.Happened(change));

    public Task SessionEnded(string[] connections, string session) =>
        Tell(connections, page => page.SessionEnded(session));

    private Task Tell(string[] connections, Action<PortalConnection> tell)
    {
        foreach (var connection in connections)
        {
            if (registry.Find<PortalConnection>(connection) is { } page)
            {
                tell(page);
            }
        }

        return Task.CompletedTask;
    }
}
