using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

/// <summary>Three people, one room, and a network that loses, repeats and reorders whatever the dice say.</summary>
internal sealed class SimulatedCall
{
    private readonly List<Action> underWay = [];
    private RoomState room = Given.Room();
    private Outboxes outboxes = new();
    private DateTimeOffset now = Given.Now;
    private long epoch = 1;
    private int connections;

    public SimulatedPerson[] People { get; } =
        [new("p", Role.Practitioner), new("a", Role.Patient), new("b", Role.Patient)];

    public void Say(SimulatedPerson from, SimulatedPerson to)
    {
        if (from != to)
        {
            Send(from, from.Say(to));
        }
    }

    public void SendAgain(SimulatedPerson from)
    {
        foreach (var signal in from.Unacknowledged)
        {
            Send(from, signal);
        }
    }

    public void Arrive(int which) => With(which, message =>
    {
        underWay.Remove(message);
        message();
    });

    public void ArriveTwice(int which) => With(which, message => message());

    public void Lose(int which) => With(which, message => underWay.Remove(message));

    /// <summary>The browser's line is gone; the room may or may not have noticed.</summary>
    public void Cut(SimulatedPerson person, bool noticed)
    {
        if (noticed && person.Connection is { } connection)
        {
            room = room.Drop(connection, now);
        }

        person.Connection = null;
    }

    public void ComeBack(SimulatedPerson person)
    {
        if (!Enter(person))
        {
            person.StartAfresh();
            Assert.True(Enter(person));
        }

        SendAgain(person);
    }

    public void Leave(SimulatedPerson person)
    {
        if (person.Connection is { } connection)
        {
            Become(room.Leave(connection, now));
            person.Connection = null;
        }
    }

    public void Wait()
    {
        now += TimeSpan.FromSeconds(10);
        Become(room.Expire(now));
    }

    public void Restart()
    {
        room = StoredRoom.Of(room).Wake(now) ?? throw new InvalidOperationException("No room woke.");
        outboxes = new Outboxes();
        epoch++;
        foreach (var person in People)
        {
            person.Connection = null;
        }
    }

    /// <summary>Everybody comes back, and nothing is lost any more.</summary>
    public void Heal()
    {
        underWay.Clear();
        foreach (var person in People)
        {
            ComeBack(person);
        }

        for (var round = 0; round < 8; round++)
        {
            foreach (var person in People)
            {
                SendAgain(person);
            }

            while (underWay.Count > 0)
            {
                Arrive(0);
            }
        }
    }

    private void With(int which, Action<Action> act)
    {
        if (underWay.Count > 0)
        {
            act(underWay[which % underWay.Count]);
        }
    }

    private void Send(SimulatedPerson from, SealedSignal signal)
    {
        if (from.Connection is { } connection)
        {
            underWay.Add(() => Pass(outboxes.Relay(room, epoch, connection, signal)));
        }
    }

    private void Pass(Passage passage)
    {
        if (passage.Connection is { } connection)
        {
            underWay.Add(() => Deliver(connection, passage));
        }
    }

    private void Deliver(string connection, Passage passage)
    {
        if (People.FirstOrDefault(p => p.Connection == connection) is not { } person)
        {
            return;
        }

        if (passage.Delivery is { } delivery)
        {
            Take(person, delivery);
        }
        else if (passage.Acknowledgement is { } acknowledgement)
        {
            person.Hear(acknowledgement);
        }
    }

    private void Take(SimulatedPerson person, Delivery delivery)
    {
        if (person.Hear(delivery) is { } acknowledgement && person.Connection is { } connection)
        {
            underWay.Add(() => Pass(outboxes.Acknowledge(room, connection, acknowledgement)));
        }
    }

    /// <summary>As RoomGrain.Enter does it.</summary>
    private bool Enter(SimulatedPerson person)
    {
        var command = Given.Page(person.Seat, person.Role, person.Instance, person.LastSeen) with { Connection = $"c{++connections}" };
        var entry = room.Enter(command, now);
        Assert.Null(entry.Refusal);
        if (outboxes.Missed(command, entry.SameInstance, epoch) is not { } missed)
        {
            return false;
        }

        Become(entry.Next);
        if (command.LastSeen is null)
        {
            outboxes.Forget(person.Seat);
        }

        person.Connection = command.Connection;
        person.CameIn(epoch);
        foreach (var delivery in missed)
        {
            Take(person, delivery);
        }

        person.Settle();
        return true;
    }

    private void Become(RoomState next)
    {
        foreach (var seat in room.Seats.Where(s => s.Taken && next.Find(s.Id) is not { Taken: true }))
        {
            outboxes.Forget(seat.Id);
        }

        room = next;
    }
}
