using CsCheck;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Grains.Rooms;

namespace RedConnect.Tests.Grains.Rooms;

public sealed class RoomModelTests
{
    private static readonly string[] Names = ["p", "q", "a", "b", "c"];

    private sealed record Step(int What, int Who, int Whom, int Instance, int Seconds, bool OtherSide);

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Frequency((6, Gen.Const(0)), (8, Gen.Int[1, 7]), (1, Gen.Int[8, 11])),
        Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[1, 3], Gen.Frequency((9, Gen.Int[0, 20]), (1, Gen.Int[0, 90_000])),
            Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true))),
        (what, who, whom, instance, seconds, otherSide) => new Step(what, who, whom, instance, seconds, otherSide));

    [Theory]
    [InlineData(Admission.Automatic, 5)]
    [InlineData(Admission.Automatic, 2)]
    [InlineData(Admission.ByPractitioner, 3)]
    public void A_room_behaves_like_its_simple_model_after_any_events(Admission admission, int capacity) =>
        Steps.Array[1, 60].Sample(steps => new Run(admission, capacity).Follow(steps), iter: 4000);

    private sealed class Run(Admission admission, int capacity)
    {
        private readonly RoomModel model = new(admission, capacity);
        private RoomState room = Given.Room(admission, capacity);
        private DateTimeOffset now = Given.Start.AddSeconds(-15);

        public void Follow(IEnumerable<Step> steps)
        {
            foreach (var step in steps)
            {
                Take(step);
                Compare();
            }
        }

        private void Take(Step step)
        {
            var connection = $"{Names[step.Who]}#{step.Instance}";
            switch (step.What)
            {
                case 0:
                    Enter(step);
                    break;
                case 1 or 2:
                    room = room.Disconnected(connection, now);
                    model.Disconnect(connection, now);
                    break;
                case 3:
                    room = room.WithLeft(connection, now);
                    model.Leave(connection);
                    break;
                case 4 or 5:
                    now += TimeSpan.FromSeconds(step.Seconds);
                    room = room.After(now);
                    model.Expire(now);
                    break;
                default:
                    Rarely(step, connection);
                    break;
            }
        }

        private void Rarely(Step step, string connection)
        {
            switch (step.What)
            {
                case 6 or 7:
                    room = room.Admit(connection, Names[step.Whom]).Next;
                    model.Admit(connection, Names[step.Whom]);
                    break;
                case 11:
                    room = room.SendOut(connection, Names[step.Whom], now).Next;
                    model.SendOut(connection, Names[step.Whom]);
                    break;
                case 8:
                    room = room.Cancel().Next;
                    model.Cancelled = true;
                    break;
                default:
                    room = StoredRoom.Of(room).Activate(now)
                        ?? throw new InvalidOperationException("There is no room.");
                    model.Activate(now);
                    break;
            }
        }

        private void Enter(Step step)
        {
            var side = step.Who < 2 ? Role.Practitioner : Role.Patient;
            var role = step.OtherSide ? (side is Role.Patient ? Role.Practitioner : Role.Patient) : side;
            var page = Given.Page(Names[step.Who], role, step.Instance);
            var decision = room.Enter(page, now);
            Assert.Equal(model.Enter(page, role, now), decision.Refusal?.Reason);
            Assert.True(decision.Refusal is null || ReferenceEquals(decision.Next, room));
            room = decision.Next;
        }

        private void Compare()
        {
            Assert.Equal(model.People.Count, room.Seats.Length);
            foreach (var (name, person) in model.People)
            {
                Assert.Equal(model.PresenceOf(person), room.PresenceOf(name));
                Assert.Equal(person.Admitted, room.Find(name)?.Admitted);
                foreach (var other in model.People)
                {
                    var signal =
                        Given.Signal(name, other.Key, fromInstance: person.Instance, toInstance: other.Value.Instance);
                    Assert.Equal(model.MayRelay(name, other.Key),
                        room.ReceiverOf(person.Connection ?? "none", signal) is not null);
                }
            }
        }
    }
}
