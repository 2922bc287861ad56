using RedConnect.Grains.Contracts.Throttling;

namespace RedConnect.Grains.Throttling;

/// <summary>Kept in memory only: losing a count to a restart costs a guesser more than it gains them.</summary>
[GrainType("throttle"), CollectionAgeLimit(Minutes = 65)]
internal sealed class ThrottleGrain(TimeProvider time, ThrottleMetrics metrics) : Grain, IThrottleGrain
{
    private ThrottleState state = new(0, DateTimeOffset.MinValue);

    public Task<TimeSpan> Check(CancellationToken cancellation) => Task.FromResult(state.Wait(time.GetUtcNow()));

    public Task<TimeSpan> Fail(CancellationToken cancellation)
    {
        state = state.Fail(time.GetUtcNow());
        var wait = state.Wait(time.GetUtcNow());
        metrics.Failed(mustWait: wait > TimeSpan.Zero);
        return Task.FromResult(wait);
    }

    public Task GiveBack(CancellationToken cancellation)
    {
        state = state.GiveBack();
        return Task.CompletedTask;
    }

    public Task Forgive(CancellationToken cancellation)
    {
        state = new(0, DateTimeOffset.MinValue);
        return Task.CompletedTask;
    }
}
