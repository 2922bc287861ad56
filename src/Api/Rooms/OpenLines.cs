using Microsoft.AspNetCore.SignalR;

namespace RedConnect.Api.Rooms;

/// <summary>SignalR's own, which also leaves the line where the hub finds it: nothing else lets us ping one by itself.</summary>
internal sealed class OpenLines(ILogger<OpenLines> log) : DefaultHubLifetimeManager<RoomHub>(log)
{
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        connection.Features.Set(connection);
        return base.OnConnectedAsync(connection);
    }
}
