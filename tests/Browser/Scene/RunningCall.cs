using System.Diagnostics;
using System.Globalization;
using RedConnect.Tests.Machine;
using Xunit.Abstractions;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>
/// A call in progress while something happens to the servers. Both sides switch their microphones, and each page shows
/// the other side's: every switch must arrive, once and in order, and the pictures must not stop meanwhile. The time of
/// the slowest exchange is printed beside its bar; a fault is noticed up to one interval late.
/// </summary>
public sealed class RunningCall(RoomPage practitioner, RoomPage patient, ITestOutputHelper output) : IAsyncDisposable
{
    /// <summary>In milliseconds: longer than a decoder waits for a busy processor, shorter than any fault.</summary>
    private const double StillPicture = 1500;

    private const int WindowWidth = 400;
    private const int WindowHeight = 500;

    /// <summary>
    /// From the beginning of one exchange to the next. Browsers that exchange signals without a pause take the
    /// processor from the servers that are measured.
    /// </summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private static readonly string Figures = Checkout.In("artifacts", "test-results", "faults.txt");
    private readonly List<bool> switched = [];

    public RoomPage Practitioner => practitioner;

    public RoomPage Patient => patient;

    /// <summary>
    /// Watches pictures and microphones from now on, in small windows: painting takes the servers' processor.
    /// </summary>
    public async Task Watch()
    {
        foreach (var page in new[] { practitioner, patient })
        {
            await page.Page.SetViewportSizeAsync(WindowWidth, WindowHeight);
            await page.WatchPicture();
            await page.RecordChanges();
        }
    }

    /// <summary>Exchanges signals while something happens, and once more after it.</summary>
    public Task Through(string what, Func<Task> happens, double? barMilliseconds = null)
    {
        var happening = happens();
        return Through(what, happening, () => happening.IsCompleted, barMilliseconds);
    }

    /// <summary>Exchanges signals for a time.</summary>
    public Task For(string what, TimeSpan time, double? barMilliseconds = null)
    {
        var since = Stopwatch.GetTimestamp();
        return Through(what, Task.CompletedTask, () => Stopwatch.GetElapsedTime(since) > time, barMilliseconds);
    }

    private async Task Through(string what, Task happening, Func<bool> isOver, double? barMilliseconds)
    {
        var slowest = TimeSpan.Zero;
        var isLast = false;
        using var timer = new PeriodicTimer(Interval);
        while (!isLast && await timer.WaitForNextTickAsync())
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

    /// <summary>No switch was lost or told twice, and no picture stood still.</summary>
    public async Task End()
    {
        foreach (var page in new[] { practitioner, patient })
        {
            Assert.Equal(switched, await page.MicrophoneChanges());
            var still = await page.LongestStill();
            Print("longest still picture", still, StillPicture);
            Assert.InRange(still, 0, StillPicture);
        }
    }

    /// <summary>Closes both pages, so that a failed call does not slow the next test.</summary>
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
        Directory.CreateDirectory(Path.GetDirectoryName(Figures) ?? "");
        File.AppendAllLines(Figures, [line]);
    }
}
