using Orleans.Concurrency;

namespace RedConnect.Grains.Contracts.Lobbies;

/// <summary>Receives a practice's events for an API server. Every method is one-way and names the connections it is
/// for.</summary>
[Alias("redconnect.ILobbyObserver")]
public interface ILobbyObserver : IGrainObserver
{
    /// <summary>Who waits has changed.</summary>
    [Alias("Changed"), OneWay]
    Task Changed([Immutable] string[] connections, LobbySnapshot snapshot);

    /// <summary>Something of the practice has changed.</summary>
    [Alias("Happened"), OneWay]
    Task Happened([Immutable] string[] connections, PracticeChange change);

    /// <summary>A session has ended: of these connections, those that it opened end with it.</summary>
    [Alias("SessionEnded"), OneWay]
    Task SessionEnded([Immutable] string[] connections, string session);
}
