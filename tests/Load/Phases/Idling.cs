namespace RedConnect.Tests.Load.Phases;

/// <summary>Nobody says a word: pings, leases, clocks.</summary>
internal static class Idling
{
    public static async Task Measure(IReadOnlyList<Party> parties, TimeSpan slice)
    {
        var meters = parties.Select(party => (Party: party, Meter: new Meter(party.Deployment))).ToList();
        await Meter.Pause(slice);
        foreach (var (party, meter) in meters)
        {
            double Share(TimeSpan cpu) => cpu.TotalMilliseconds / slice.TotalMinutes / party.Crowd.Rooms.Count;
            party.Note("CPU per waiting room and minute, ms", Share(meter.Cpu));
            foreach (var role in meter.Roles)
            {
                party.Note($"  waiting, {role}", Share(meter.CpuOf(r => r == role)));
            }
        }
    }
}
