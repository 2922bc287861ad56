using System.Diagnostics;
using RedConnect.Tests.Load.People;

namespace RedConnect.Tests.Load.Phases;

/// <summary>How fast silos put grains to rest and wake them from the store.</summary>
internal static class Waking
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    public static async Task Measure(Party party, IHost client)
    {
        var silos = client.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        await party.Crowd.InEveryRoom(room => Task.WhenAll(room.Both.Select(side => ((RoomSide)side).Leave())));
        await party.Crowd.Disappear();

        // The clocks of empty rooms stop at their next tick.
        await Meter.Pause(TimeSpan.FromSeconds(6));
        var awake = await Activations(silos);
        var clock = Stopwatch.GetTimestamp();
        await silos.ForceActivationCollection(Rest);
        party.Note("deactivations per second",
            (awake - await Activations(silos)) / Stopwatch.GetElapsedTime(clock).TotalSeconds);

        awake = await Activations(silos);
        var meter = new Meter(party.Deployment);
        clock = Stopwatch.GetTimestamp();
        await party.Crowd.InEveryRoom(room => room.One.Come());
        var woken = await Activations(silos) - awake;
        party.Note("activations per second, from the store", woken / Stopwatch.GetElapsedTime(clock).TotalSeconds);
        party.Note("activations per silo CPU-second", woken / meter.CpuOf(role => role == "silo").TotalSeconds);
    }

    private static async Task<int> Activations(IManagementGrain silos) => (await silos.GetSimpleGrainStatistics())
        .Where(grain => grain.GrainType.Contains("RedConnect", StringComparison.Ordinal))
            .Sum(grain => grain.ActivationCount);
}
