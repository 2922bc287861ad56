using System.Threading.Channels;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

/// <summary>Records a room's events in order, to be waited for.</summary>
internal sealed class RecordingObserver : IRoomObserver
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private readonly Channel<object> events = Channel.CreateUnbounded<object>();

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

    /// <summary>Waits for the next event of that kind; events before it are skipped.</summary>
    public async Task<T> Next<T>(Func<T, bool>? like = null)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        await foreach (var something in events.Reader.ReadAllAsync(timeout.Token))
        {
            if (something is T wanted && like?.Invoke(wanted) is not false)
            {
                return wanted;
            }
        }

        throw new InvalidOperationException("The observer was closed.");
    }

    public Task<RoomSnapshot> Sees(string seat, Presence presence) =>
        Next<RoomSnapshot>(snapshot => snapshot.Seats.Any(s => s.Seat == seat && s.Presence == presence));

    private Task Record(object something)
    {
        events.Writer.TryWrite(something);
        return Task.CompletedTask;
    }
}
