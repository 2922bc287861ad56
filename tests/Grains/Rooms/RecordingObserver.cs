using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

/// <summary>Records a room's events.</summary>
internal sealed class RecordingObserver : Recorder, IRoomObserver
{
    public Task Changed(string[] connections, RoomSnapshot snapshot) => Record(snapshot);

    public Task Deliver(string connection, SealedSignal[] signals)
    {
        foreach (var signal in signals)
        {
            Record(signal);
        }

        return Task.CompletedTask;
    }

    public Task Acknowledged(string connection, Acknowledgement acknowledgement) => Record(acknowledgement);

    public Task Replaced(string connection, int instance) => Record((connection, instance));

    public Task<RoomSnapshot> Sees(string seat, Presence presence) =>
        Next<RoomSnapshot>(snapshot => snapshot.Seats.Any(s => s.Seat == seat && s.Presence == presence));
}
