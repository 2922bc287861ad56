using CsCheck;

namespace RedConnect.Tests.Grains.Calendar;

public sealed class CalendarModelTests(FragileCluster cluster) : IClassFixture<FragileCluster>
{
    private static readonly Gen<ClientStep> Client = Gen.Select(
        Gen.Frequency(
            (6, Gen.Const(ClientStepKind.Plan)),
            (1, Gen.Const(ClientStepKind.Cancel)),
            (3, Gen.Const(ClientStepKind.Look))),
        Gen.Int[0, 2], Gen.Frequency((3, Gen.Int[0, 3]), (1, Gen.Int[-40, -30])), Gen.Int[0, 3], Gen.Bool,
        (kind, room, day, codes, persists) => new ClientStep(kind, room, day, codes, persists));

    private static readonly Gen<Turn> Turns = Gen.Select(
        Client, Client, Gen.Frequency((7, Gen.Const(false)), (1, Gen.Const(true))), Gen.Int[0, 45], Gen.Bool,
        (first, second, reminder, step, afterwards) => new Turn(first, second, reminder, step, afterwards));

    [Fact]
    public Task List_day_room_and_codes_agree_whatever_two_clients_do_and_wherever_it_is_interrupted() =>
        Turns.Array[1, 8].SampleAsync(turns => new CalendarRun(cluster).Follow(turns), iter: 300, threads: 1);

    [Fact]
    public async Task Every_step_of_a_move_can_be_interrupted()
    {
        for (var step = 1; step <= 60; step++)
        {
            foreach (var afterwards in new[] { false, true })
            {
                var move = new ClientStep(ClientStepKind.Plan, 0, 1, 1, Persists: false);
                var planned = new Turn(move with { Day = 0, Codes = 0 }, null, false, 0, false);
                await new CalendarRun(cluster).Follow([planned, new Turn(move, null, false, step, afterwards)]);
            }
        }
    }
}
