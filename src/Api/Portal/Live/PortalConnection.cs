using Microsoft.AspNetCore.SignalR;
using RedConnect.Api.Connections;
using RedConnect.Api.Rooms;
using RedConnect.Grains.Contracts.Connections;
using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Sessions;

namespace RedConnect.Api.Portal.Live;

/// <summary>The practice that a page of the portal watches.</summary>
internal sealed record WatchedPractice(ILobbyGrain Lobby, string Practice, ILobbyObserver Observer) : Topic(Practice)
{
    public override Task<Renewal> Renew(string[] connections, CancellationToken cancellation) =>
        Lobby.Renew(connections, Observer, cancellation);

    /// <summary>The practice is the hash of a name that can be guessed.</summary>
    public override string ToString() => nameof(WatchedPractice);
}

/// <summary>A page's connection to the portal hub; it ends with the page's session.</summary>
internal sealed class PortalConnection(
    HubCallerContext context, IPortalClient client, string session, WatchedPractice practice,
    PortalHubServices services)
    : BrowserConnection(context, services.Options.Value, services.Time)
{
    private const string SignedOut = "signedOut";

    public WatchedPractice Practice => practice;

    public override Topic Topic => practice;

    /// <summary>Sends a snapshot, unless the page has a newer one of the same epoch.</summary>
    public void Show(LobbySnapshot snapshot)
    {
        if (Advance(snapshot.Epoch, snapshot.Version))
        {
            Send(() => client.Lobby(snapshot.ToMessage()));
        }
    }

    public void Happened(PracticeChange change)
    {
        Send(() => client.Happened(change.ToMessage()));
        if (change is not PracticeChange.Appointments)
        {
            _ = EndWithSession();
        }
    }

    public void SessionEnded(string ended)
    {
        if (ended == session)
        {
            Close(SignedOut);
        }
    }

    public override async Task CatchUp(Renewal renewal, CancellationToken cancellation)
    {
        if (Lacks(renewal))
        {
            Show(await practice.Lobby.Snapshot(cancellation));
        }
    }

    protected override Task Tell(ClosingMessage closing) => client.Closing(closing);

    /// <summary>
    /// A session ends with its user, password or workplace, without being told. One that cannot be asked about now is
    /// asked about when the page connects again.
    /// </summary>
    private async Task EndWithSession()
    {
        try
        {
            if (await services.Grains.GetGrain<ISessionGrain>(session).Read(practice.Practice) is null)
            {
                Close(SignedOut);
            }
        }
        catch (Exception unreachable) when (unreachable is TimeoutException or OrleansException)
        {
            Close(ShutdownNotice.Moving);
        }
    }
}
