using RedConnect.Tests.Load.Servers;

namespace RedConnect.Tests.Load.Phases;

/// <summary>What a deployment's processes spend between two moments.</summary>
internal sealed class Meter(IDeployment deployment)
{
    private readonly Dictionary<Server,
        (TimeSpan Cpu, long Memory)> before = deployment.Servers
        .ToDictionary(server => server, server => (server.Cpu, server.Memory));

    public TimeSpan Cpu => CpuOf(_ => true);

    public IEnumerable<string> Roles => before.Keys.Select(server => server.Role).Distinct();

    public TimeSpan CpuOf(Func<string, bool> role) =>
        Sum(server => (server.Cpu - before[server].Cpu).Ticks, role) is var ticks ? TimeSpan.FromTicks(ticks) : default;

    public long MemoryOf(Func<string, bool> role) => Sum(server => server.Memory - before[server].Memory, role);

    public static async Task Pause(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync();
    }

    private long Sum(Func<Server, long> figure, Func<string, bool> role) =>
        before.Keys.Where(server => role(server.Role)).Sum(figure);
}
