using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace RedConnect.Api.Rooms;

/// <summary>Makes the hub that SignalR wants for every message, without asking the container for each of its parts again.</summary>
internal sealed class RoomHubActivator(RoomConnections connections, CodeDoor door, IOptions<RoomHubOptions> options, TimeProvider time, EdgeMetrics metrics)
    : IHubActivator<RoomHub>
{
    public RoomHub Create() => new(connections, door, options, time, metrics);

    public void Release(RoomHub hub) => hub.Dispose();
}
