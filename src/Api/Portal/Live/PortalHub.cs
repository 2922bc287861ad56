using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using RedConnect.Api.Connections;
using RedConnect.Api.Rooms;
using RedConnect.Api.Sessions;
using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Portal.Live;

/// <summary>What connections to the portal hub share.</summary>
internal sealed record PortalHubServices(
    IGrainFactory Grains, ObserverReferences<ILobbyObserver> Observers, IOptions<RoomHubOptions> Options,
    TimeProvider Time);

/// <summary>
/// What pages of the portal are told while they are open, and what the practice decides about its rooms
/// (docs/portal-api.md, "Live"). Who connects is signed in; the connection ends with the session.
/// </summary>
internal sealed class PortalHub(ConnectionRegistry connections, PortalHubServices services) : Hub<IPortalClient>
{
    private PortalConnection Connection =>
        (PortalConnection)Context.Features.GetRequiredFeature<BrowserConnection>();

    /// <summary>Lets somebody in.</summary>
    public Task<bool> Admit(RoomSeatRequest request)
    {
        request.Check();
        return Decide(request.Room, new AdmitSeat(request.Seat));
    }

    /// <summary>Ends a seat of the patients' side.</summary>
    public Task<bool> SendOut(RoomSeatRequest request)
    {
        request.Check();
        return Decide(request.Room, new SendOutSeat(request.Seat));
    }

    /// <summary>Tells the people in a room by how much the practice is late.</summary>
    public Task<bool> Delay(DelayRequest request)
    {
        request.Check();
        return Decide(request.Room, new AnnounceDelay(request.Minutes));
    }

    /// <summary>Stands for a message that could not be read (<see cref="StrictHubProtocol"/>).</summary>
    public Task Reject(string code) => Connection.IsClosing
        ? Task.CompletedTask
        : throw new ViolationException(code is ViolationException.TooLarge ? code : ViolationException.Malformed);

    /// <inheritdoc/>
    public override async Task OnConnectedAsync()
    {
        if (Session.Of(Context.User) is not { } session || Session.IdOf(Context.User) is not { } id)
        {
            throw new InvalidOperationException("The endpoint let somebody connect who is not signed in.");
        }

        var lobby = services.Grains.GetGrain<ILobbyGrain>(session.Practice);
        var practice = new WatchedPractice(lobby, session.Practice, services.Observers.For(session.Practice));
        var connection = new PortalConnection(Context, Clients.Caller, id, practice, services);
        Context.Features.Set<BrowserConnection>(connection);
        connections.Add(connection);
        await connection.CatchUp(await practice.Renew([connection.Id], Context.ConnectionAborted),
            Context.ConnectionAborted);
        await base.OnConnectedAsync();
    }

    /// <inheritdoc/>
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        using var connection = Connection;
        connections.Remove(connection);
        await connection.Practice.Lobby.Disconnect(connection.Id);
    }

    private Task<bool> Decide(string room, PracticeDecision decision) =>
        services.Grains.GetGrain<IRoomGrain>(room)
            .Decide(Connection.Practice.Practice, decision, Context.ConnectionAborted);
}
