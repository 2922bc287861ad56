using RedConnect.Grains.Contracts.Lobbies;
using RedConnect.Grains.Contracts.Rooms;

namespace RedConnect.Grains.Rooms;

/// <summary>Write, then speak; and the clock that makes broken lines end.</summary>
internal sealed partial class RoomGrain
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(20);
    private DateTimeOffset reported;
    private Sides reportedSides;
    private IReadOnlyCollection<string> left = [];

    /// <summary>Stores what must be stored, then tells everybody.</summary>
    private async Task Change(RoomState next)
    {
        if (!ReferenceEquals(next, room))
        {
            await Become(next);
            Tell();
        }
    }

    private async Task Become(RoomState next)
    {
        if (room is null || !next.SameStored(room))
        {
            await stored.Write(this, StoredRoom.Of(next));
        }

        left = room is null ? [] : [.. room.Seats.Where(s => s.Taken && next.Find(s.Id) is not { Taken: true }).Select(s => s.Id)];
        room = next;
        foreach (var seat in left)
        {
            outboxes.Forget(seat);
        }

        Count();
    }

    private void Count() => counted = Metrics.Count(counted, room);

    private void Tell()
    {
        if (room is null)
        {
            return;
        }

        version++;
        observers.Broadcast(room.Snapshot(epoch, version, left), near);
        left = [];
        Report(room);
    }

    /// <summary>What goes to the same receiver goes together.</summary>
    private void Pass(params ReadOnlySpan<Passage> passages)
    {
        while (passages is [var first, ..])
        {
            var together = 1;
            while (together < passages.Length && passages[together].Connection == first.Connection)
            {
                together++;
            }

            if (first.Connection is { } connection && observers.Of(connection) is { } observer)
            {
                Pass(near?.Nearest(observer) ?? observer, connection, passages[..together]);
            }

            passages = passages[together..];
        }
    }

    private static void Pass(IRoomObserver edge, string connection, ReadOnlySpan<Passage> passages)
    {
        var deliveries = new List<Delivery>(passages.Length);
        foreach (var passage in passages)
        {
            if (passage.Delivery is { } delivery)
            {
                deliveries.Add(delivery);
            }
            else if (passage.Acknowledgement is { } acknowledgement)
            {
                edge.Acknowledged(connection, acknowledgement).Ignore();
            }
        }

        if (deliveries.Count > 0)
        {
            edge.Deliver(connection, [.. deliveries]).Ignore();
        }
    }

    private void Report(RoomState now)
    {
        var sides = now.Sides;
        var waiting = sides is Sides.Practitioner or Sides.Patient;
        if (sides != reportedSides || (waiting && Now - reported >= ReportEvery))
        {
            (reported, reportedSides) = (Now, sides);
            GrainFactory.GetGrain<ILobbyGrain>(now.Plan.Practice).Report(this.GetPrimaryKeyString(), now.Plan.Organiser, sides).Ignore();
        }
    }

    private void KeepTicking()
    {
        if (timer is null && room?.Seats.Any(s => s.Here) is true)
        {
            timer = this.RegisterGrainTimer(OnTick, new GrainTimerCreationOptions(Tick, Tick) { KeepAlive = true });
        }
    }

    private async Task OnTick(CancellationToken cancellation)
    {
        if (room is null)
        {
            return;
        }

        foreach (var connection in observers.Lapsed(Now))
        {
            await Drop(connection);
        }

        await Change(room.Expire(Now));
        Report(room);
        if (!room.Seats.Any(s => s.Here))
        {
            timer?.Dispose();
            timer = null;
        }
    }
}
