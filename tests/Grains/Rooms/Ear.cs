using System.Threading.Channels;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

/// <summary>What an edge hears, in order.</summary>
internal sealed class Ear : IRoomObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Channel<object> heard = Channel.CreateUnbounded<object>();

    public Task Changed(string[] connections, RoomSnapshot snapshot) => Hear(snapshot);

    public Task Deliver(string connection, Delivery[] deliveries)
    {
        foreach (var delivery in deliveries)
        {
            Hear(delivery);
        }

        return Task.CompletedTask;
    }

    public Task Acknowledged(string connection, Acknowledgement acknowledgement) => Hear(acknowledgement);

    public Task Replaced(string connection, int instance) => Hear((connection, instance));

    /// <summary>Waits for the next thing of that kind; what comes before it is skipped.</summary>
    public async Task<T> Next<T>(Func<T, bool>? like = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var something in heard.Reader.ReadAllAsync(patience.Token))
        {
            if (something is T wanted && like?.Invoke(wanted) is not false)
            {
                return wanted;
            }
        }

        throw new InvalidOperationException("The ear was closed.");
    }

    public Task<RoomSnapshot> Sees(string seat, Presence presence) =>
        Next<RoomSnapshot>(snapshot => snapshot.Seats.Any(s => s.Seat == seat && s.Presence == presence));

    private Task Hear(object something)
    {
        heard.Writer.TryWrite(something);
        return Task.CompletedTask;
    }
}
