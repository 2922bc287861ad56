using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Tests.Load.People;
using RedConnect.Tests.Load.Servers;

namespace RedConnect.Tests.Load.Phases;

/// <summary>How long the people of many rooms do not hear each other while servers of a region die, stop and
/// start.</summary>
internal sealed class Faults(OurCluster cluster, Crowd crowd, Conversation conversation, IGrainFactory grains)
{
    private const int Silos = 3;
    private const double Killed = 4000;
    private const double ApiKilled = 3000;
    private const double Planned = 1500;

    /// <summary>Not in the design's table: two probes are missed, then the loser of the two starts again.</summary>
    private const double CutOff = 6000;
    private static readonly IReadOnlyList<(string What, int Api, double Bar)> ApiFaults =
        [("kill", 1, ApiKilled), ("stop", 2, Planned), ("stop", 1, Planned), ("kill", 2, ApiKilled)];
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HealTimeout = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, double> worst = [];

    /// <summary>
    /// Rounds of every fault, after a while in which code is compiled. The longest silence of each kind, in ms.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, double>> Run(string[] args)
    {
        var settings = Settings.Of(args);
        await using var cluster = await OurCluster.Start(Silos);
        var crowd = await cluster.GatherAtTheFront(Settings.Number(args, "--rooms", 30));
        await crowd.InEveryRoom(async room => await Task.WhenAll(room.Both.Select(side => side.Come())));
        using var client = await cluster.Join();
        var conversation = new Conversation(crowd);
        var faults = new Faults(cluster, crowd, conversation, client.Services.GetRequiredService<IGrainFactory>());
        using var over = new CancellationTokenSource();
        var talking = conversation.Run(over.Token);
        await Meter.Pause(settings.Slice);
        for (var round = 1; round <= settings.Rounds; round++)
        {
            await faults.Everything();
        }

        await over.CancelAsync();
        await talking;
        await client.StopAsync();
        return faults.worst;
    }

    private async Task Everything()
    {
        Console.WriteLine(
            $"{"longest silence, ms",-24}{"its rooms",10}{"p50",8}{"max",8}{"others",10}{"p50",8}{"max",8}  bar");
        for (var silo = 1; silo <= Silos; silo++)
        {
            await Through("kill", "silo", silo, Killed);
            await Through("start", "silo", silo, Killed);
        }

        for (var silo = 1; silo <= Silos; silo++)
        {
            await Through("stop", "silo", silo, Planned);
            await Through("start", "silo", silo, Planned);
        }

        // Each time the API server on which everybody is: the others left it when it ended.
        foreach (var (what, api, bar) in ApiFaults)
        {
            await Through(what, "api", api, bar);
            await Through("start", "api", api, Planned);
        }

        if (Environment.IsPrivilegedProcess)
        {
            await Partition();
        }
    }

    /// <summary>Two silos that do not reach each other, while all others reach both: one of them has to go.</summary>
    private async Task Partition()
    {
        await Through("cut", "cut silos 1 and 2", await RoomsOn(1, 2), () => cluster.Cut(1, 2), CutOff);
        await cluster.Mend();
        for (var silo = 1; silo <= 2; silo++)
        {
            await Through("start", "silo", silo, Killed);
        }
    }

    private async Task Through(string what, string role, int number, double bar) => await Through(
        $"{what} {role}",
        $"{what} {role} {number}",
        role == "silo" ? await RoomsOn(number) : [],
        () => cluster.Do(what, role, number),
        bar);

    private async Task Through(string kind, string fault, HashSet<Room> there, Func<Task> strike, double bar)
    {
        conversation.Mark();
        await strike();
        await Meter.Pause(Settle);
        await conversation.Heal(HealTimeout);
        var (its, others) = (Longest(there.Contains), Longest(room => !there.Contains(room)));
        var longest = its.Concat(others).Max();
        worst[kind] = Math.Max(worst.GetValueOrDefault(kind), longest);
        Console.WriteLine(
            $"{fault,-24}{Row(its)}{Row(others)}  ≤ {bar:0} {(longest <= bar ? "met" : "MISSED")}");
    }

    private static string Row(List<double> silences) => silences.Count == 0
        ? $"{0,10}{"",16}"
        : $"{silences.Count,10}{Report.Percentile(silences, 0.5),8:0}{silences.Max(),8:0}";

    /// <summary>The longest silence in each of these rooms, in milliseconds.</summary>
    private List<double> Longest(Func<Room, bool> which) => [.. crowd.Rooms.Where(which)
        .Select(room => room.Both.Max(side => conversation.Silences[side].Longest.TotalMilliseconds))];

    private async Task<HashSet<Room>> RoomsOn(params int[] silos)
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        var rooms = new HashSet<Room>();
        foreach (var (planned, room) in cluster.Planned.Zip(crowd.Rooms))
        {
            var address = await management.GetActivationAddress(grains.GetGrain<IRoomGrain>(planned.Room));
            if (address is not null && silos.Contains(cluster.SiloAt(address.Endpoint.Port)))
            {
                rooms.Add(room);
            }
        }

        return rooms;
    }
}
