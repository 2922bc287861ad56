using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Api.Rooms;

/// <summary>
/// What a page says to the others, for as long as its connection lasts. What was read from the line in one go travels to the room in one call, because browsers
/// that negotiate speak in bursts; a single signal waits for nothing.
/// </summary>
internal sealed class SignalStream(RoomConnection connection, ChannelReader<SignalRequest> requests, TimeProvider time, EdgeMetrics metrics)
{
    private readonly Lock gate = new();

    /// <summary>Until the page ends its stream, or the connection is gone.</summary>
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
            // The connection is gone, and with thousands of others at once: not thrown through everybody who called.
        }
        catch (HubException unreadable) when (unreadable is not ViolationException)
        {
            throw new ViolationException(ViolationException.Malformed);
        }
    }

    /// <summary>Whatever waits goes now.</summary>
    /// <exception cref="ViolationException">A signal breaks the protocol.</exception>
    public void Flush()
    {
        lock (gate)
        {
            HeldSeat? seat = null;
            var now = time.GetUtcNow();
            var together = new List<SealedSignal>();
            while (requests.TryRead(out var request))
            {
                connection.Count(now);
                request.Check();
                seat ??= connection.Held;
                together.Add(new SealedSignal(seat.Id, seat.Instance, request.To, request.ToInstance, request.Number, request.Sealed, metrics.HeardAt));
            }

            if (seat is not null)
            {
                Pass(seat.Room, [.. together]).Ignore();
            }
        }
    }

    /// <summary>Whatever fails, fails in the task: senders say everything again that was not acknowledged.</summary>
    private async Task Pass(IRoomGrain room, SealedSignal[] signals) => await room.Relay(connection.Id, signals);
}
