using System.Diagnostics;
using RedConnect.Tests.Load.Servers;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Load.Phases;

/// <summary>How long the published program takes until it answers, and its first visitor to enter after that.</summary>
internal static class Starting
{
    private const double Ready = 4;
    private const double Entered = 1.5;

    public static async Task<IReadOnlyList<Judgement>> Measure()
    {
        var published = Directory.CreateTempSubdirectory("redconnect-published");
        try
        {
            await Publish(published.FullName);
            var clock = Stopwatch.GetTimestamp();
            var program = Path.Combine(published.FullName, "RedConnect.Web.dll");
            await using var server = await OneProcess.Start(program, Contender.Ours);
            var ready = Stopwatch.GetElapsedTime(clock);
            var crowd = await server.Gather(1);
            clock = Stopwatch.GetTimestamp();
            await crowd.Rooms[0].One.Come();
            var entered = Stopwatch.GetElapsedTime(clock);
            await crowd.Disappear();
            return
            [
                Judgement.AtMost("published program started → ready, s", ready.TotalSeconds, Ready),
                Judgement.AtMost("  first entry after that, s", entered.TotalSeconds, Entered),
            ];
        }
        finally
        {
            published.Delete(recursive: true);
        }
    }

    private static async Task Publish(string folder)
    {
        string[] arguments = ["publish", Checkout.In("src", "Web"), "-c", Checkout.Configuration, "-o", folder];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", [.. arguments, "--no-build", "-v", "quiet"]))
            ?? throw new InvalidOperationException("dotnet did not start.");
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException("src/Web was not published.");
        }
    }
}
