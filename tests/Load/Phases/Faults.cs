using System.Diagnostics;
using RedConnect.Grains.Contracts.Rooms;
using RedConnect.Tests.Load.People;
using RedConnect.Tests.Load.Servers;

namespace RedConnect.Tests.Load.Phases;

/// <summary>
/// How long the people of many rooms do not hear each other while servers of a region die, stop and start. Everybody sends all the time and says nothing twice, so a
/// silence ends with the first signal that finds its way. What browsers add to it is measured in tests/Browser.
/// </summary>
internal sealed class Faults(OurCluster cluster, Crowd crowd, IGrainFactory grains)
{
    private const int Silos = 3;
    private const int Apis = 2;
    private const double ApiKilled = 3000;
    private const double Planned = 1000;

    /// <summary>With the probes of tests, every second, or those of production.</summary>
    private static readonly double Killed = Environment.GetEnvironmentVariable("CLUSTER_PROBE") == "1" ? 2000 : 4000;
    private static readonly TimeSpan SendEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(60);
    private readonly Dictionary<Room, Silence> silences = crowd.Rooms.ToDictionary(room => room, room => new Silence(room));

    /// <summary>One round of every fault, after a while in which everything is compiled.</summary>
    public static async Task Run(string[] args)
    {
        var settings = Settings.Of(args);
        await using var cluster = await OurCluster.Start(Silos);
        var crowd = await cluster.GatherAtTheFront(Settings.Number(args, "--rooms", 30));
        await crowd.InEveryRoom(async room => await Task.WhenAll(room.Both.Select(side => side.Come())));
        using var client = await cluster.Join();
        var faults = new Faults(cluster, crowd, client.Services.GetRequiredService<IGrainFactory>());
        using var over = new CancellationTokenSource();
        var talking = faults.Talk(over.Token);
        await Meter.Pause(settings.Slice);
        for (var round = 1; round <= settings.Rounds; round++)
        {
            await faults.Everything();
        }

        await over.CancelAsync();
        await talking;
        await client.StopAsync();
    }

    private async Task Everything()
    {
        Console.WriteLine($"{"longest silence, ms",-24}{"its rooms",10}{"p50",8}{"max",8}{"others",10}{"p50",8}{"max",8}  bar");
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

        for (var api = 1; api <= Apis; api++)
        {
            await Through("kill", "api", api, ApiKilled);
            await Through("start", "api", api, Planned);
            await Through("stop", "api", api, Planned);
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
        await Through("cut silos 1 and 2", await RoomsOn(1, 2), () => cluster.Cut(1, 2), Killed);
        await cluster.Mend();
        for (var silo = 1; silo <= 2; silo++)
        {
            await Through("start", "silo", silo, Killed);
        }
    }

    private async Task Through(string what, string kind, int number, double bar) =>
        await Through($"{what} {kind} {number}", kind == "silo" ? await RoomsOn(number) : [], () => cluster.Do(what, kind, number), bar);

    private async Task Through(string fault, HashSet<Room> there, Func<Task> strike, double bar)
    {
        var since = Stopwatch.GetTimestamp();
        foreach (var silence in silences.Values)
        {
            silence.Forget();
        }

        await strike();
        await Meter.Pause(Settle);
        while (silences.Values.Any(silence => silence.Lasts) && Stopwatch.GetElapsedTime(since) < GiveUp)
        {
            await Meter.Pause(SendEvery);
        }

        var (its, others) = (Longest(there.Contains), Longest(room => !there.Contains(room)));
        var worst = its.Concat(others).Max();
        var verdict = worst <= bar ? $"≤ {bar:0} met" : $"≤ {bar:0} MISSED";
        Console.WriteLine($"{fault,-24}{Row(its)}{Row(others)}  {verdict}");
    }

    private static string Row(List<double> silences) => silences.Count == 0
        ? $"{0,10}{"",16}"
        : $"{silences.Count,10}{Report.Percentile(silences, 0.5),8:0}{silences.Max(),8:0}";

    private List<double> Longest(Func<Room, bool> which) => [.. silences.Where(each => which(each.Key)).Select(each => each.Value.Longest.TotalMilliseconds)];

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

    private async Task Talk(CancellationToken over)
    {
        using var timer = new PeriodicTimer(SendEvery);
        while (!over.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            foreach (var side in crowd.Everybody)
            {
                _ = side.Send();
            }
        }
    }

    /// <summary>The longest time that one of a room's two people heard nothing.</summary>
    private sealed class Silence
    {
        private readonly long[] last = new long[2];
        private readonly long[] longest = new long[2];

        public Silence(Room room)
        {
            for (var n = 0; n < 2; n++)
            {
                var ear = n;
                room.Both[n].Heard = _ => Hear(ear);
            }
        }

        public TimeSpan Longest => Stopwatch.GetElapsedTime(0, Enumerable.Range(0, 2).Max(ear => Math.Max(longest[ear], Lasting(ear))));

        /// <summary>One of them has just now heard nothing for longer than signals are apart.</summary>
        public bool Lasts => Enumerable.Range(0, 2).Any(ear => Stopwatch.GetElapsedTime(0, Lasting(ear)) > 4 * SendEvery);

        public void Forget()
        {
            for (var ear = 0; ear < 2; ear++)
            {
                Volatile.Write(ref last[ear], Stopwatch.GetTimestamp());
                Volatile.Write(ref longest[ear], 0);
            }
        }

        private long Lasting(int ear) => Stopwatch.GetTimestamp() - Volatile.Read(ref last[ear]);

        private void Hear(int ear)
        {
            Volatile.Write(ref longest[ear], Math.Max(Volatile.Read(ref longest[ear]), Lasting(ear)));
            Volatile.Write(ref last[ear], Stopwatch.GetTimestamp());
        }
    }
}
