namespace RedConnect.Grains.Throttling;

/// <summary>Ten failures are free; each further one doubles the wait from 2 s up to 300 s; an hour of peace forgets
/// them.</summary>
internal sealed record ThrottleState(int Failures, DateTimeOffset Last)
{
    private const int Free = 10;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    public ThrottleState Fail(DateTimeOffset now) => new(now - Last > Memory ? 1 : Failures + 1, now);

    public ThrottleState GiveBack() => this with { Failures = Math.Max(0, Failures - 1) };

    public TimeSpan Wait(DateTimeOffset now)
    {
        if (Failures <= Free || now - Last > Memory)
        {
            return TimeSpan.Zero;
        }

        var delay = TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(Failures - Free, 16))));
        var left = Last + delay - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
