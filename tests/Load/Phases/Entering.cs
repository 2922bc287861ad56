using System.Diagnostics;

namespace RedConnect.Tests.Load.Phases;

/// <summary>Everybody comes for the first time, and waits.</summary>
internal static class Entering
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    public static async Task Measure(Party party)
    {
        var meter = new Meter(party.Deployment);
        var rooms = party.Crowd.Rooms.Count;
        var clock = Stopwatch.GetTimestamp();
        await party.Crowd.InEveryRoom(async room =>
        {
            foreach (var side in room.Both)
            {
                await side.Come();
            }
        });
        party.Note("rooms filled per second, cold", rooms / Stopwatch.GetElapsedTime(clock).TotalSeconds);
        await Meter.Pause(Settle);
        party.Note("memory per waiting room, KiB", meter.MemoryOf(_ => true) / 1024.0 / rooms);
        foreach (var role in meter.Roles)
        {
            party.Note($"  of this, {role}", meter.MemoryOf(r => r == role) / 1024.0 / rooms);
        }
    }
}
