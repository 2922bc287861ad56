using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace RedConnect.Api.Rooms;

/// <summary>
/// The lines to the browsers, in twenty groups that are pinged in turn. SignalR's own heartbeat pings all lines in the same moment, and with thousands of them signals wait
/// behind that.
/// </summary>
internal sealed class RoomLines(ILogger<RoomLines> log) : DefaultHubLifetimeManager<RoomHub>(log)
{
    /// <summary>How many turns until every line was pinged once.</summary>
    public const int Groups = 20;

    private static readonly SerializedHubMessage Ping = new(PingMessage.Instance);
    private readonly ConcurrentDictionary<string, Line>[] groups = [.. Enumerable.Range(0, Groups).Select(_ => new ConcurrentDictionary<string, Line>())];
    private uint turn;

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        GroupOf(connection)[connection.ConnectionId] = new Line(connection);
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        GroupOf(connection).TryRemove(connection.ConnectionId, out _);
        return base.OnDisconnectedAsync(connection);
    }

    /// <summary>Pings the next group, without waiting for a slow line.</summary>
    public void PingNext()
    {
        foreach (var (_, line) in groups[turn++ % Groups])
        {
            line.Ping();
        }
    }

    private ConcurrentDictionary<string, Line> GroupOf(HubConnectionContext connection) =>
        groups[(uint)connection.ConnectionId.GetHashCode(StringComparison.Ordinal) % Groups];

    private sealed class Line(HubConnectionContext connection)
    {
        private Task last = Task.CompletedTask;

        /// <summary>Only one ping waits for a line that does not take what it is sent; one that is gone ends by itself.</summary>
        public void Ping()
        {
            if (last.IsCompleted)
            {
                last = connection.WriteAsync(RoomLines.Ping).AsTask();
            }
        }
    }
}
