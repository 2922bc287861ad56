using RedConnect.Grains.Contracts.Throttling;

namespace RedConnect.Grains.Throttling;

/// <summary>How full a leaky bucket was, and when.</summary>
internal readonly record struct ThrottleState(double Level, DateTimeOffset At)
{
    /// <summary>The next state, and zero; or the same one, and how long until there is room.</summary>
    public (ThrottleState Next, TimeSpan Wait) Take(Bucket bucket, DateTimeOffset now)
    {
        var level = Math.Max(0, Level - ((now - At) / bucket.Leak));
        var excess = level + 1 - bucket.Size;
        return excess > 0 ? (this, excess * bucket.Leak) : (new(level + 1, now), TimeSpan.Zero);
    }

    public ThrottleState GiveBack() => this with { Level = Math.Max(0, Level - 1) };
}
