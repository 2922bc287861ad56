using CsCheck;

namespace RedConnect.Tests.Grains.Rooms;

public sealed class ExactlyOnceTests
{
    private sealed record Step(int What, int Who, int Whom, int Which);

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Frequency((10, Gen.Const(0)), (14, Gen.Const(1)), (4, Gen.Int[2, 3]), (2, Gen.Int[4, 6]), (3, Gen.Const(7)), (1, Gen.Int[8, 11])),
        Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 1000],
        (what, who, whom, which) => new Step(what, who, whom, which));

    [Fact]
    public void Every_signal_is_handed_on_once_and_in_order_whatever_the_network_does() =>
        Steps.Array[1, 200].Sample(Follow, iter: 3000);

    [Fact]
    public void More_signals_than_the_ring_keeps_still_arrive_once_and_in_order() =>
        Gen.Int[60, 150].Sample(
            count =>
            {
                var call = Meeting();
                var (practitioner, patient) = (call.People[0], call.People[1]);
                call.Cut(patient, noticed: true);
                for (var i = 0; i < count; i++)
                {
                    call.Say(practitioner, patient);
                    call.Arrive(0);
                }

                call.Heal();
                Complete(call);
            },
            iter: 50);

    private static void Follow(Step[] steps)
    {
        var call = Meeting();
        foreach (var step in steps)
        {
            Take(call, step);
        }

        call.Heal();
        Complete(call);
    }

    private static SimulatedCall Meeting()
    {
        var call = new SimulatedCall();
        foreach (var person in call.People)
        {
            call.ComeBack(person);
        }

        return call;
    }

    private static void Complete(SimulatedCall call)
    {
        foreach (var to in call.People)
        {
            foreach (var from in call.People.Where(p => p != to))
            {
                var heard = to.HandedOn.GetValueOrDefault((from.Seat, from.Instance)) ?? [];
                Assert.Equal(from.SaidTo(to), heard.Count);
                Assert.All(heard, (letter, at) => Assert.Equal(from.Letter(to, at + 1), letter));
            }

            Assert.DoesNotContain(to.Unacknowledged, s => call.People.Any(p => (p.Seat, p.Instance) == (s.To, s.ToInstance)));
        }
    }

    private static void Take(SimulatedCall call, Step step)
    {
        var (who, whom) = (call.People[step.Who], call.People[step.Whom]);
        switch (step.What)
        {
            case 0:
                call.Say(who, whom);
                break;
            case 1:
                call.Arrive(step.Which);
                break;
            case 2:
                call.Lose(step.Which);
                break;
            case 3:
                call.ArriveTwice(step.Which);
                break;
            default:
                Disturb(call, who, step);
                break;
        }
    }

    private static void Disturb(SimulatedCall call, SimulatedPerson who, Step step)
    {
        switch (step.What)
        {
            case 4 or 5:
                call.Cut(who, noticed: step.What == 4);
                break;
            case 6:
                call.SendAgain(who);
                break;
            case 7:
                call.ComeBack(who);
                break;
            case 8:
                who.StartAfresh();
                call.ComeBack(who);
                break;
            case 9:
                call.Leave(who);
                break;
            case 10:
                call.Wait();
                break;
            default:
                call.Restart();
                break;
        }
    }
}
