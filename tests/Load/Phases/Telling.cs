using System.Diagnostics;
using RedConnect.Tests.Load.People;

namespace RedConnect.Tests.Load.Phases;

/// <summary>How long after one side says Enter the other is told.</summary>
internal static class Telling
{
    private const int Sample = 200;
    private const int WarmUp = 20;

    public static async Task Measure(Party party)
    {
        var times = new List<double>();
        foreach (var room in party.Crowd.Rooms.Take(Sample + WarmUp))
        {
            times.Add(await Time((RoomSide)room.One, (RoomSide)room.Two));
        }

        party.Note("enter → partner told p50, ms", Report.Percentile(times.Skip(WarmUp), 0.50));
        party.Note("enter → partner told p99, ms", Report.Percentile(times.Skip(WarmUp), 0.99));
    }

    private static async Task<double> Time(RoomSide waiting, RoomSide coming)
    {
        await coming.Disconnect();
        await coming.Connect();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Told = snapshot =>
        {
            if (snapshot.Seats.Any(s => s.Seat == coming.Seat && s.Presence == "present"))
            {
                told.TrySetResult();
            }
        };
        var clock = Stopwatch.GetTimestamp();
        await coming.Enter();
        await told.Task.WaitAsync(TimeSpan.FromSeconds(20));
        waiting.Told = null;
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }
}
