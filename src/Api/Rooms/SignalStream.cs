using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Rooms;

/// <summary>
/// The signals that a page sends, as long as its connection lasts. Signals that were read together are passed to the
/// room in one call, because negotiating browsers send bursts; a single signal is not delayed.
/// </summary>
internal sealed class SignalStream(RoomConnection connection, ChannelReader<SignalRequest> requests)
{
    private readonly Lock gate = new();

    /// <summary>Returns when the page ends the stream, or with the connection.</summary>
    /// <exception cref="ViolationException">A signal breaks the protocol.</exception>
    public async Task Relay()
    {
        try
        {
            while (await requests.WaitToReadAsync())
            {
                Flush();
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is gone.
        }
        catch (HubException unreadable) when (unreadable is not ViolationException)
        {
            throw new ViolationException(ViolationException.Malformed);
        }
    }

    /// <summary>Passes on what was read so far.</summary>
    /// <exception cref="ViolationException">A signal breaks the protocol.</exception>
    public void Flush()
    {
        lock (gate)
        {
            HeldSeat? seat = null;
            var signals = new List<SealedSignal>();
            while (requests.TryRead(out var request))
            {
                if (connection.IsClosing)
                {
                    // Dropped. Unread signals would fill the stream's buffer, and then SignalR reads nothing more, not
                    // even the end of the connection.
                    continue;
                }

                connection.Count();
                request.Check();
                seat ??= connection.Held;
                signals.Add(
                    new SealedSignal(seat.Id, seat.Instance, request.To, request.ToInstance, request.Number,
                    request.Sealed));
            }

            if (seat is not null)
            {
                Pass(seat.Room, [.. signals]).Ignore();
            }
        }
    }

    /// <summary>A failure needs no handling: senders repeat what is not acknowledged.</summary>
    private async Task Pass(IRoomGrain room, SealedSignal[] signals) => await room.Relay(connection.Id, signals);
}
