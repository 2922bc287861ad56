using System.Diagnostics;
using RedConnect.Tests.Load.Phases;

namespace RedConnect.Tests.Load.People;

/// <summary>The longest time that one participant heard nothing, since the last mark.</summary>
internal sealed class Silence
{
    private long last = Stopwatch.GetTimestamp();
    private long longest;

    public Silence(Side listener) => listener.Heard = _ => Hear();

    /// <summary>A silence that began before the mark counts whole.</summary>
    public TimeSpan Longest => Stopwatch.GetElapsedTime(0, Math.Max(Volatile.Read(ref longest), Lasting));

    /// <summary>The participant has heard nothing for longer than signals are apart.</summary>
    public bool Lasts => Stopwatch.GetElapsedTime(0, Lasting) > 4 * Conversation.SendInterval;

    private long Lasting => Stopwatch.GetTimestamp() - Volatile.Read(ref last);

    public void Mark() => Volatile.Write(ref longest, 0);

    private void Hear()
    {
        Volatile.Write(ref longest, Math.Max(Volatile.Read(ref longest), Lasting));
        Volatile.Write(ref last, Stopwatch.GetTimestamp());
    }
}

/// <summary>
/// Everyone sends all the time and repeats nothing, so a silence ends with the first signal that arrives. What browsers
/// add to it is measured in tests/Browser.
/// </summary>
internal sealed class Conversation(Crowd crowd)
{
    public static readonly TimeSpan SendInterval = TimeSpan.FromMilliseconds(50);

    public IReadOnlyDictionary<Side, Silence> Silences { get; } =
        crowd.Everybody.ToDictionary(side => side, side => new Silence(side));

    public async Task Run(CancellationToken over)
    {
        using var timer = new PeriodicTimer(SendInterval);
        while (!over.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            foreach (var side in crowd.Everybody)
            {
                _ = side.Send();
            }
        }
    }

    public void Mark()
    {
        foreach (var silence in Silences.Values)
        {
            silence.Mark();
        }
    }

    /// <summary>Waits until everyone hears the other side. False after the time given.</summary>
    public async Task<bool> Heal(TimeSpan timeout)
    {
        var since = Stopwatch.GetTimestamp();
        while (Silences.Values.Any(silence => silence.Lasts))
        {
            if (Stopwatch.GetElapsedTime(since) > timeout)
            {
                return false;
            }

            await Meter.Pause(SendInterval);
        }

        return true;
    }
}
