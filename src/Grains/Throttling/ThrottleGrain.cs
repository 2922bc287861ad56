using RedConnect.Grains.Contracts.Throttling;

namespace RedConnect.Grains.Throttling;

/// <summary>Every bucket is empty again after the quarter of an hour for which an idle grain is kept.</summary>
[GrainType("throttle"), CollectionAgeLimit(Minutes = 15)]
internal sealed class ThrottleGrain(TimeProvider time, ThrottleMetrics metrics) : Grain, IThrottleGrain
{
    private ThrottleState state;

    public Task<TimeSpan> Take(Bucket bucket, CancellationToken cancellation)
    {
        (state, var wait) = state.Take(bucket, time.GetUtcNow());
        metrics.Counted(mustWait: wait > TimeSpan.Zero);
        return Task.FromResult(wait);
    }

    public Task GiveBack(CancellationToken cancellation)
    {
        state = state.GiveBack();
        return Task.CompletedTask;
    }

    public Task Forget(CancellationToken cancellation)
    {
        state = default;
        return Task.CompletedTask;
    }
}
