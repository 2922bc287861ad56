using System.Diagnostics;
using RedConnect.Tests.Load.People;

namespace RedConnect.Tests.Load.Phases;

/// <summary>Everybody drops at once, comes back, and hears the other side again.</summary>
internal static class Storm
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    public static async Task Measure(Party party)
    {
        var (took, cpu) = await Run(party);
        party.Note("storm: all rooms back and relaying, s", took.TotalSeconds);
        party.Note("storm: CPU per room, ms", cpu.TotalMilliseconds / party.Crowd.Rooms.Count);
    }

    /// <summary>One storm, unrecorded.</summary>
    public static async Task<(TimeSpan Took, TimeSpan Cpu)> Run(Party party)
    {
        await party.Crowd.Disappear();
        var hearing = party.Crowd.Everybody.ToDictionary(side => side, Listen);
        var meter = new Meter(party.Deployment);
        var clock = Stopwatch.GetTimestamp();
        await party.Crowd.InEveryRoom(async room =>
        {
            await Task.WhenAll(room.Both.Select(side => side.Come()));
            await Task.WhenAll(room.Both.Select(side => side.Send()));
        });
        await Relay(party.Crowd, hearing).WaitAsync(Longest);
        var took = Stopwatch.GetElapsedTime(clock);
        party.Crowd.Deafen();
        return (took, meter.Cpu);
    }

    private static Task Listen(Side side)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        side.Heard = _ => heard.TrySetResult();
        return heard.Task;
    }

    /// <summary>A side that was not heard speaks again, as the protocol says.</summary>
    private static async Task Relay(Crowd crowd, Dictionary<Side, Task> hearing)
    {
        var all = Task.WhenAll(hearing.Values);
        using var timer = new PeriodicTimer(Again);
        while (!all.IsCompleted)
        {
            await Task.WhenAny(all, timer.WaitForNextTickAsync().AsTask());
            foreach (var room in crowd.Rooms.Where(room => room.Both.Any(side => !hearing[side].IsCompleted)))
            {
                await Task.WhenAll(room.Both.Select(side => side.Send()));
            }
        }
    }
}
