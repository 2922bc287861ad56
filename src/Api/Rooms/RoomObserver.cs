using RedConnect.Api.Connections;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Rooms;

/// <summary>Receives the events of rooms and passes them to the browsers' connections, without waiting for any of
/// them.</summary>
internal sealed class RoomObserver(ConnectionRegistry connections) : IRoomObserver
{
    public Task Changed(string[] of, RoomSnapshot snapshot)
    {
        var message = snapshot.ToMessage();
        foreach (var connection in of)
        {
            connections.Find<RoomConnection>(connection)?.Show(message);
        }

        return Task.CompletedTask;
    }

    public Task Deliver(string connection, SealedSignal[] signals)
    {
        var messages = Array.ConvertAll(signals, Translation.ToMessage);
        connections.Find<RoomConnection>(connection)?.Send(browser => browser.Signals(messages));
        return Task.CompletedTask;
    }

    public Task Acknowledged(string connection, Acknowledgement acknowledgement)
    {
        var message = acknowledgement.ToMessage();
        connections.Find<RoomConnection>(connection)?.Send(browser => browser.Acknowledged(message));
        return Task.CompletedTask;
    }

    public Task Replaced(string connection, int instance)
    {
        if (connections.Find<RoomConnection>(connection) is { } found)
        {
            found.Seat = null;
            found.Send(browser => browser.Replaced(new ReplacedMessage(instance)));
        }

        return Task.CompletedTask;
    }
}
