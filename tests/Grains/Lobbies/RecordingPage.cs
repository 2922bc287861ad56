using RedConnect.Grains.Contracts.Lobbies;

namespace RedConnect.Tests.Grains.Lobbies;

/// <summary>Records what a page of the portal is told.</summary>
internal sealed class RecordingPage : Recorder, ILobbyObserver
{
    private ILobbyObserver? reference;

    public ILobbyObserver Reference(Cluster cluster) => reference ??= cluster.Reference<ILobbyObserver>(this);

    public Task Changed(string[] connections, LobbySnapshot snapshot) => Record(snapshot);

    public Task Happened(string[] connections, PracticeChange change) => Record(change);

    public Task SessionEnded(string[] connections, string session) => Record(session);
}
