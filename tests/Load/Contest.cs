using RedConnect.Tests.Load.People;
using RedConnect.Tests.Load.Phases;
using RedConnect.Tests.Load.Servers;

namespace RedConnect.Tests.Load;

/// <summary>One of the contenders, with its people, and where its figures go.</summary>
internal sealed record Party(IDeployment Deployment, Crowd Crowd, Report Report)
{
    public static async Task<Party> Of(IDeployment deployment, int rooms, Report report) =>
        new(deployment, await deployment.Gather(rooms), report);

    public void Note(string what, double value) => Report.Add(what, Deployment.Contender, value);
}

/// <summary>
/// All run at the same time and take turns, phase by phase: whatever else this machine does, it does to all of them.
/// Who begins alternates: a storm right after another took 1.15 times as long.
/// </summary>
internal static class Contest
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Judgement>> OfProcesses(Settings settings)
    {
        await using var plain = await PlainServers.Alone();
        await using var ours = await OneProcess.Start();
        return (await Compare([plain], ours, settings, new Report(Bars.OfProcesses))).Judged;
    }

    /// <summary>What a change has brought: this build beside an earlier one.</summary>
    public static async Task OfBuilds(string earlier, Settings settings)
    {
        await using var before = await OneProcess.Start(earlier, Contender.Earlier);
        await using var after = await OneProcess.Start();
        await Compare([before], after, settings, new Report(Bars.None));
    }

    public static async Task<IReadOnlyList<Judgement>> OfClusters(Settings settings)
    {
        await using var plain = await PlainServers.Alone();
        await using var redis = await PlainServers.OnRedis();
        await using var ours = await OurCluster.Start();
        var (party, judged) = await Compare([plain, redis], ours, settings, new Report(Bars.OfClusters));
        using var client = await ours.Join();
        var life = new Report(Bars.None);
        await Waking.Measure(party with { Report = life }, client);
        await RoomLife.Measure(ours, client, life);
        await client.StopAsync();
        await life.Publish(file: null);
        return judged;
    }

    private static async Task<(Party Ours, IReadOnlyList<Judgement> Judged)> Compare(
        IReadOnlyList<IDeployment> yardsticks, IDeployment ours, Settings settings, Report report)
    {
        var parties = new List<Party>();
        foreach (var deployment in yardsticks.Append(ours))
        {
            parties.Add(await Party.Of(deployment, settings.Rooms, report));
        }

        await Run(parties, settings);
        await Telling.Measure(parties[^1]);
        return (parties[^1], await report.Publish(settings.Json));
    }

    private static async Task Run(IReadOnlyList<Party> parties, Settings settings)
    {
        foreach (var party in parties)
        {
            await Entering.Measure(party);
        }

        await Relaying.WarmUp(parties);
        foreach (var party in parties)
        {
            await Storm.Run(party);
        }

        for (var round = 1; round <= settings.Rounds; round++)
        {
            var order = round % 2 == 1 ? parties : [.. parties.Reverse()];
            await Relaying.Throughput(order, settings.Slice);
            foreach (var party in order)
            {
                await Relaying.Latency(party, settings.Slice);
            }

            await Idling.Measure(parties, settings.Slice);
            foreach (var party in order)
            {
                await Storm.Measure(party);
                await Meter.Pause(Calm);
            }

            Console.WriteLine(
                $"round {round} of {settings.Rounds} done; lines broken by themselves so far: {Side.Broken}");
        }
    }
}
