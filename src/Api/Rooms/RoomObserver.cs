using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Rooms;

/// <summary>Hears what rooms say and passes it to the browsers' connections. Waits for none of them.</summary>
internal sealed class RoomObserver(RoomConnections connections, EdgeMetrics metrics) : IRoomObserver
{
    public Task Changed(string[] of, RoomSnapshot snapshot)
    {
        var message = snapshot.ToMessage();
        foreach (var connection in of)
        {
            connections.Find(connection)?.Show(message);
        }

        return Task.CompletedTask;
    }

    public Task Deliver(string connection, Delivery[] deliveries)
    {
        connections.Find(connection)?.Tell(browser =>
        {
            metrics.Relayed(deliveries);
            return browser.Signals(Array.ConvertAll(deliveries, Translation.ToMessage));
        });
        return Task.CompletedTask;
    }

    public Task Acknowledged(string connection, Acknowledgement acknowledgement)
    {
        if (connections.Find(connection) is { } found)
        {
            var message = acknowledgement.ToMessage();
            found.Tell(browser => browser.Acknowledged(message));
        }

        return Task.CompletedTask;
    }

    public Task Replaced(string connection, int instance)
    {
        if (connections.Find(connection) is { } found)
        {
            found.Seat = null;
            found.Tell(browser => browser.Replaced(new ReplacedMessage(instance)));
        }

        return Task.CompletedTask;
    }
}
