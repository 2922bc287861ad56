using System.Diagnostics;
using System.Globalization;
using RedConnect.Tests.Machine;
using Xunit.Abstractions;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>
/// A call in progress while something happens to the servers. Either side switches its microphone, which the other side is told through the servers and shows:
/// every switch must arrive, once and in order, and the pictures must not stop meanwhile. How long it took is printed beside its bar; a fault is noticed up to one beat late.
/// </summary>
public sealed class RunningCall(RoomPage practitioner, RoomPage patient, ITestOutputHelper output) : IAsyncDisposable
{
    /// <summary>Longer than the longest a decoder is kept waiting on a crowded machine, in milliseconds, and far shorter than any fault.</summary>
    private const double StillPicture = 1500;

    /// <summary>From the beginning of one exchange to the next. Without it, browsers that exchange signals all the time take the processor from what is measured.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private const int WindowWidth = 400;
    private const int WindowHeight = 500;
    private static readonly string Figures = Checkout.In("artifacts", "test-results", "faults.txt");
    private readonly List<bool> switched = [];

    public RoomPage Practitioner => practitioner;

    public RoomPage Patient => patient;

    /// <summary>Watches pictures and signs from now on, in windows that are small because painting them takes the servers' processor.</summary>
    public async Task Watch()
    {
        foreach (var page in new[] { practitioner, patient })
        {
            await page.Page.SetViewportSizeAsync(WindowWidth, WindowHeight);
            await page.WatchPicture();
            await page.WatchSigns();
        }
    }

    /// <summary>Lets something happen, and exchanges signals until it has happened and once more. The slowest exchange counts.</summary>
    public Task Through(string what, Func<Task> happens, double? barMilliseconds = null)
    {
        var happening = happens();
        return Through(what, happening, () => happening.IsCompleted, barMilliseconds);
    }

    /// <summary>Exchanges signals for so long. The slowest exchange counts.</summary>
    public Task For(string what, TimeSpan time, double? barMilliseconds = null)
    {
        var since = Stopwatch.GetTimestamp();
        return Through(what, Task.CompletedTask, () => Stopwatch.GetElapsedTime(since) > time, barMilliseconds);
    }

    private async Task Through(string what, Task happening, Func<bool> isOver, double? barMilliseconds)
    {
        var slowest = TimeSpan.Zero;
        var isLast = false;
        using var beat = new PeriodicTimer(Beat);
        while (!isLast && await beat.WaitForNextTickAsync())
        {
            isLast = isOver();
            var took = await Exchange();
            slowest = took > slowest ? took : slowest;
        }

        await happening;
        await practitioner.Presence("present");
        await patient.Presence("present");
        Print(what, slowest.TotalMilliseconds, barMilliseconds);
    }

    /// <summary>Nothing was lost or told twice, and nobody saw a picture stand still.</summary>
    public async Task End()
    {
        foreach (var page in new[] { practitioner, patient })
        {
            Assert.Equal(switched, await page.Signs());
            var still = await page.LongestStill();
            Print("longest still picture", still, StillPicture);
            Assert.InRange(still, 0, StillPicture);
        }
    }

    /// <summary>Closes both pages, so that a call that failed burdens no later one.</summary>
    public async ValueTask DisposeAsync()
    {
        await patient.Page.Context.CloseAsync();
        await practitioner.Page.Context.CloseAsync();
    }

    private async Task<TimeSpan> Exchange()
    {
        var isOn = switched.Count % 2 != 0;
        switched.Add(isOn);
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(patient.SwitchMicrophone(), practitioner.SwitchMicrophone());
        await Task.WhenAll(practitioner.Microphone(isOn), patient.Microphone(isOn));
        return Stopwatch.GetElapsedTime(since);
    }

    private void Print(string what, double milliseconds, double? bar)
    {
        var verdict = bar is null ? "" : milliseconds <= bar ? $", bar {bar:0}" : $", MISSES ITS BAR of {bar:0}";
        var line = string.Create(CultureInfo.InvariantCulture, $"{what}: {milliseconds:0} ms{verdict}");
        output.WriteLine(line);
        File.AppendAllLines(Figures, [line]);
    }
}
