using Orleans.Concurrency;
using RedConnect.Grains.Contracts.Connections;

namespace RedConnect.Grains.Contracts.Lobbies;

/// <summary>
/// Who waits in which room of a practice, and what its open pages are told; the key is the practice's. Not stored:
/// rooms repeat their reports while somebody is in them, and API servers renew their leases.
/// </summary>
[Alias("redconnect.ILobbyGrain")]
public interface ILobbyGrain : IGrainWithStringKey
{
    /// <summary>A room reports who is in it. Rooms of one organiser that miss each other's side are told.</summary>
    [Alias("Report"), OneWay]
    Task Report(RoomReport report);

    /// <summary>Subscribes the portal connections that an API server holds, or renews their leases.</summary>
    [Alias("Renew"), ResponseTimeout("00:00:03")]
    Task<Renewal> Renew([Immutable] string[] connections, ILobbyObserver observer,
        CancellationToken cancellation = default);

    /// <summary>Who waits now.</summary>
    [Alias("Snapshot"), ResponseTimeout("00:00:03")]
    Task<LobbySnapshot> Snapshot(CancellationToken cancellation = default);

    /// <summary>The connection is gone.</summary>
    [Alias("Disconnect"), OneWay]
    Task Disconnect(string connection);

    /// <summary>Tells the practice's pages what has changed.</summary>
    [Alias("Happened"), OneWay]
    Task Happened(PracticeChange change);

    /// <summary>Tells the pages of a session that it has ended.</summary>
    [Alias("SessionEnded"), OneWay]
    Task SessionEnded(string session);
}
