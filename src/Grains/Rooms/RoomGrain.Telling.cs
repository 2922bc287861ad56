using RedConnect.Grains.Contracts.Lobbies;

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

    private void Pass(Passage passage)
    {
        if (passage.Connection is not { } connection || observers.Of(connection) is not { } observer)
        {
            return;
        }

        var edge = near?.Nearest(observer) ?? observer;

        if (passage.Delivery is { } delivery)
        {
            edge.Deliver(connection, delivery).Ignore();
        }
        else if (passage.Acknowledgement is { } acknowledgement)
        {
            edge.Acknowledged(connection, acknowledgement).Ignore();
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
        if (timer is null && room?.Seats.Any(s => s.Taken) is true)
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
        if (!room.Seats.Any(s => s.Taken))
        {
            timer?.Dispose();
            timer = null;
        }
    }
}
