using System.Collections.Concurrent;
using System.Globalization;
using RedConnect.Tests.Load.People;
using RedConnect.Tests.Load.Servers;

namespace RedConnect.Tests.Load.Phases;

/// <summary>An anonymous flood: attempts a second, and what one of them is.</summary>
internal sealed record Flood(string Name, int PerSecond, Func<Stranger, int, Task<string>> Attempt)
{
    /// <summary>Whether people of the flooded practice sign in meanwhile.</summary>
    public bool AtThePractice { get; init; }
}

/// <summary>
/// Rooms relay steadily while strangers flood the doors; the relay's times are measured quiet and then under each
/// flood, one right after the other. The strangers are at networks of their own. They run on the same machine, and with
/// two cores they would take from the server what they want to show that it keeps: so each flood has a fixed rate,
/// attempts are cheap to make (no key derivation, no page), and who has sixteen without an answer waits for one.
/// </summary>
internal sealed class Floods(OneProcess server, Crowd crowd, IReadOnlyList<Stranger> strangers, TimeSpan slice)
{
    private const int Strangers = 64;
    private const int Arrivals = 200;
    private const int Times = 5;

    /// <summary>As many at the same time as a refusal of 200 ms leaves to each stranger.</summary>
    private const int Parallel = Strangers * 5;
    private const int MostUnanswered = 16;
    private const double Unnoticed = 5;
    private const double Bar = 2;
    private const int SignalsPerSecond = 4;
    private const int Staggered = 10;
    private static readonly TimeSpan Stragglers = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);
    private readonly List<Judgement> judged = [];

    private double Mebibytes => server.Servers.Sum(process => process.Memory) / (1024.0 * 1024);

    public static async Task<IReadOnlyList<Judgement>> Run(string[] args)
    {
        Environment.SetEnvironmentVariable("Limits__Arrivals__PerSecond", Text(Arrivals));
        Environment.SetEnvironmentVariable("Limits__Arrivals__Burst", Text(Arrivals * 2));
        await using var server = await OneProcess.Start();
        var crowd = await server.Gather(Settings.Number(args, "--rooms", 100));
        await crowd.InEveryRoom(async room => await Task.WhenAll(room.Both.Select(side => side.Come())));
        var strangers = await Task.WhenAll(Enumerable.Range(1, Strangers)
            .Select(n => Stranger.At(server.Address, $"10.{n}.1.1")));
        var floods = new Floods(server, crowd, strangers, TimeSpan.FromSeconds(Settings.Number(args, "--seconds", 8)));
        await floods.Measure();
        foreach (var stranger in strangers)
        {
            await stranger.DisposeAsync();
        }

        await crowd.Disappear();
        floods.judged.ForEach(Console.WriteLine);
        return floods.judged;
    }

    private static IEnumerable<Flood> All(string practice) =>
    [
        new("64 parallel sign-ins, made-up names", Parallel, (who, _) => who.SignIn(Stranger.MadeUp())),
        new("64 parallel sign-ins, one practice", Parallel, (who, _) => who.SignIn(practice)) { AtThePractice = true },
        new("1000 made-up practice names a second", 1000, (who, _) => who.SignIn(Stranger.MadeUp())),
        new("codes and rooms, 5 times the capacity", Arrivals * Times, Door),
        new("64 parallel registrations", Parallel, (who, _) => who.Register()),
    ];

    private static Task<string> Door(Stranger who, int turn) => (turn % 4) switch
    {
        0 => who.Evaluate(),
        1 => who.TryCode(),
        2 => who.KnockAtMadeUpRoom(),
        _ => who.EnterMadeUpRoom(),
    };

    private async Task Measure()
    {
        using var approved = new PortalClient(server.Address, "192.0.2.1");
        var practice = Stranger.MadeUp();
        await approved.Token();
        (await approved.Register(practice)).EnsureSuccessStatusCode();
        await Relay(WarmUp);
        Console.WriteLine($"{"flood",-40}{"p50, ms",9}{"p95",8}{"quiet",8}{"p95",8}"
            + $"{"MiB before",12}{"during",8}{"after",8}");
        foreach (var flood in All(practice))
        {
            await Measure(flood, new Owner(approved, server.Address, practice));
        }
    }

    private async Task Measure(Flood flood, Owner owner)
    {
        var before = Mebibytes;
        var quiet = await Relay(slice);
        using var over = new CancellationTokenSource();
        var outcomes = new ConcurrentDictionary<string, int>();
        var flooding = Send(flood, outcomes, over.Token);
        var signingIn = flood.AtThePractice ? owner.SignIn(over.Token) : Task.CompletedTask;
        var flooded = await Relay(slice);
        var during = Mebibytes;
        await over.CancelAsync();
        await Task.WhenAll(flooding, signingIn);
        await Meter.Pause(Settle);
        Console.WriteLine($"{flood.Name,-40}{flooded.Median,9:0.0}{flooded.Late,8:0.0}{quiet.Median,8:0.0}"
            + $"{quiet.Late,8:0.0}{before,12:0.0}{during,8:0.0}{Mebibytes,8:0.0}");
        Console.WriteLine($"  answers: {Shown(outcomes)}");
        judged.Add(Judgement.AtMost(
            $"{flood.Name}: relay p95, ms", flooded.Late, Math.Max(Bar * quiet.Late, Unnoticed)));
        if (flood.AtThePractice)
        {
            Console.WriteLine($"  its approved workplace: {Shown(owner.Approved)}; a new one: {Shown(owner.New)}");
            judged.Add(Judgement.AtMost("  sign-ins of the approved workplace refused",
                owner.Approved.Where(answer => answer.Key != "ok").Sum(answer => answer.Value), 0));
        }
    }

    private static string Shown(IReadOnlyDictionary<string, int> outcomes) =>
        string.Join(", ", outcomes.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} {pair.Key}"));

    /// <summary>Every room sends at the same rate, a tenth of them at a time.</summary>
    private async Task<(double Median, double Late)> Relay(TimeSpan time)
    {
        var times = new ConcurrentBag<double>();
        foreach (var side in crowd.Everybody)
        {
            side.Heard = took => times.Add(took.TotalMilliseconds);
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / (SignalsPerSecond * Staggered)));
        for (var tick = 0; tick < time.TotalSeconds * SignalsPerSecond * Staggered
            && await timer.WaitForNextTickAsync(); tick++)
        {
            await Task.WhenAll(crowd.Rooms.Where((_, n) => n % Staggered == tick % Staggered)
                .Select(room => room.Both[tick / Staggered % 2].Send()));
        }

        await Meter.Pause(Stragglers);
        crowd.Deafen();
        return (Report.Percentile(times, 0.5), Report.Percentile(times, 0.95));
    }

    /// <summary>All strangers at the same rate, together the flood's.</summary>
    private async Task Send(Flood flood, ConcurrentDictionary<string, int> outcomes, CancellationToken over)
    {
        var attempts = strangers.Select(async who =>
        {
            var (sent, unanswered) = (0, new List<Task>());
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds((double)Strangers / flood.PerSecond));
            while (!over.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
            {
                unanswered.RemoveAll(attempt => attempt.IsCompleted);
                if (unanswered.Count < MostUnanswered)
                {
                    var turn = sent++;
                    unanswered.Add(Count(() => flood.Attempt(who, turn)));
                }
            }

            await Task.WhenAll(unanswered);
        });
        await Task.WhenAll(attempts);

        async Task Count(Func<Task<string>> attempt)
        {
            var outcome = await attempt();
            outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The flooded practice's own people, from other networks: with its workplace, and with a new one.
    /// </summary>
    private sealed record Owner(PortalClient Workplace, Uri Address, string Practice)
    {
        public ConcurrentDictionary<string, int> Approved { get; } = [];

        public ConcurrentDictionary<string, int> New { get; } = [];

        public async Task SignIn(CancellationToken over)
        {
            using var other = new PortalClient(Address, "198.51.100.1");
            await other.Token();
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(0.5));
            while (!over.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
            {
                var approved = await Stranger.Outcome(await Workplace.SignIn(Practice));
                Approved.AddOrUpdate(approved, 1, (_, count) => count + 1);
                await Workplace.Token();
                var fresh = await Stranger.Outcome(await other.SignIn(Practice));
                New.AddOrUpdate(fresh, 1, (_, count) => count + 1);
            }
        }
    }
}
