using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Api.Rooms;
using RedConnect.Tests.Load.People;
using RedConnect.Tests.Load.Servers;

namespace RedConnect.Tests.Load.Phases;

/// <summary>
/// Newcomers at five times the rate one server is told to take, while rooms relay and some of their people come back.
/// Counts exactly: every signal arrives, everybody who has a seat is let in, of the newcomers no more than configured.
/// Prints the relay's times before and meanwhile.
/// </summary>
internal sealed class Overload(Uri server, Crowd crowd, int seconds)
{
    private const int PerSecond = 20;
    private const int Times = 5;
    private const int SignalsPerSecond = 10;
    private readonly ConcurrentDictionary<string, int> newcomers = new();
    private int back;

    /// <summary>Who listens in every fourth room.</summary>
    private HashSet<Side> Returning { get; } = [.. crowd.Rooms.Where((_, n) => n % 4 == 0).Select(room => room.One)];

    /// <summary>Fails if any of it did not hold.</summary>
    public static async Task Run(string[] args)
    {
        var (rooms, seconds) = (Settings.Number(args, "--rooms", 20), Settings.Number(args, "--seconds", 8));
        Configure("Arrivals__PerSecond", PerSecond);
        Configure("Arrivals__Burst", rooms * 2);
        Configure("Connections", (rooms * 2) + (PerSecond * seconds));
        await using var server = await OneProcess.Start();
        var crowd = await server.Gather(rooms);
        await crowd.InEveryRoom(async room => await Task.WhenAll(room.Both.Select(side => side.Come())));
        if (!await new Overload(server.Address, crowd, seconds).Measure())
        {
            throw new InvalidOperationException("Somebody was lost, or too many were taken.");
        }
    }

    private async Task<bool> Measure()
    {
        var calm = await Relay("calm", () => Task.CompletedTask);
        var busy = await Relay("overloaded", () => Task.WhenAll(Arrive(), ComeBack()));
        var (arrived, taken, shed) =
            (newcomers.Values.Sum(), newcomers.GetValueOrDefault("door"), newcomers.GetValueOrDefault("overloaded"));
        var most = (PerSecond * (seconds + 2)) + (crowd.Rooms.Count * 2);
        Console.WriteLine(
            $"newcomers: {arrived} in {seconds} s, {taken} accepted (at most {most}), {shed} told to come later, "
            + $"{arrived - taken - shed} otherwise");
        Console.WriteLine($"came back: {back} of {Returning.Count} were let in");
        return calm && busy && back == Returning.Count && arrived == taken + shed && taken <= most
            && shed > arrived / 2;
    }

    /// <summary>The rooms talk while something else happens. True when everything said was heard, once.</summary>
    private async Task<bool> Relay(string name, Func<Task> meanwhile)
    {
        var times = new ConcurrentBag<double>();
        var complete = new TaskCompletionSource();
        var missing = crowd.Rooms.Count * SignalsPerSecond * seconds;
        foreach (var (one, _) in crowd.Rooms)
        {
            one.Heard = time =>
            {
                if (!Returning.Contains(one))
                {
                    times.Add(time.TotalMilliseconds);
                }

                if (Interlocked.Decrement(ref missing) == 0)
                {
                    complete.TrySetResult();
                }
            };
        }

        var other = meanwhile();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / SignalsPerSecond));
        for (var tick = 0; tick < SignalsPerSecond * seconds && await timer.WaitForNextTickAsync(); tick++)
        {
            await Task.WhenAll(crowd.Rooms.Select(room => room.Two.Send()));
        }

        await other;
        await Task.WhenAny(complete.Task, Meter.Pause(TimeSpan.FromSeconds(20)));
        Console.WriteLine(
            $"{name}: {missing} signals missing, p50 {Report.Percentile(times, 0.5):0.0} ms, "
            + $"p99 {Report.Percentile(times, 0.99):0.0} ms");
        return missing == 0;
    }

    private async Task Arrive()
    {
        var visits = new ConcurrentBag<Task>();
        var links = crowd.Everybody.Cast<RoomSide>().Select(side => side.Link).ToList();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / SignalsPerSecond));
        for (var tick = 0; tick < SignalsPerSecond * seconds && await timer.WaitForNextTickAsync(); tick++)
        {
            for (var n = 0; n < PerSecond * Times / SignalsPerSecond; n++)
            {
                visits.Add(Knock(links[visits.Count % links.Count]));
            }
        }

        await Task.WhenAll(visits);
    }

    /// <summary>As a browser does it: who is sent away closes the line.</summary>
    private async Task Knock(KnockRequest link)
    {
        var outcome = "failed";
        try
        {
            await using var line = new HubConnectionBuilder().WithUrl(new Uri(server, "/hubs/room?v=2"))
                .AddMessagePackProtocol().Build();
            await line.StartAsync();
            var reply = await line.InvokeAsync<KnockReply>("Knock", link);
            outcome = reply.Refusal?.Reason ?? "door";
        }
        catch (HttpRequestException refused)
        {
            outcome = refused.StatusCode.ToString() ?? outcome;
        }

        newcomers.AddOrUpdate(outcome, 1, (_, count) => count + 1);
    }

    /// <summary>They give up their lines and take others in the midst of it, and learn what was said
    /// meanwhile.</summary>
    private async Task ComeBack()
    {
        foreach (var side in Returning)
        {
            await side.Disconnect();
            await side.Come();
            back++;
        }
    }

    private static void Configure(string limit, int value) =>
        Environment.SetEnvironmentVariable($"Limits__{limit}", value.ToString(CultureInfo.InvariantCulture));
}
