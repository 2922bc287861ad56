using RedConnect.Grains.Contracts.Throttling;

namespace RedConnect.Tests.Grains.Throttling;

public sealed class ThrottleGrainTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly Bucket Bucket = new(3, TimeSpan.FromSeconds(10));
    private readonly IThrottleGrain throttle = cluster.Grains.GetGrain<IThrottleGrain>(Guid.NewGuid().ToString("N"));

    [Fact]
    public async Task What_is_refused_is_not_counted_and_room_comes_with_time()
    {
        await Fill();
        Assert.Equal(Bucket.Leak, await throttle.Take(Bucket));
        Assert.Equal(Bucket.Leak, await throttle.Take(Bucket));
        cluster.Time.Advance(Bucket.Leak);
        Assert.Equal(TimeSpan.Zero, await throttle.Take(Bucket));
    }

    [Fact]
    public async Task Giving_back_makes_room_for_one_and_forgetting_for_all()
    {
        await Fill();
        await throttle.GiveBack();
        Assert.Equal(TimeSpan.Zero, await throttle.Take(Bucket));
        Assert.NotEqual(TimeSpan.Zero, await throttle.Take(Bucket));
        await throttle.Forget();
        await Fill();
    }

    [Fact]
    public async Task Each_subject_is_counted_for_itself()
    {
        await Fill();
        var other = cluster.Grains.GetGrain<IThrottleGrain>(Guid.NewGuid().ToString("N"));
        Assert.Equal(TimeSpan.Zero, await other.Take(Bucket));
    }

    [Fact]
    public async Task Attempts_are_measured_by_whether_they_wait()
    {
        using var attempts = cluster.Metrics<int>("RedConnect.Throttling", "redconnect.throttle.attempts");
        await Fill();
        await throttle.Take(Bucket);
        Assert.Equal(
            [.. Enumerable.Repeat(false, Bucket.Size), true],
            attempts.GetMeasurementSnapshot().Select(attempt => attempt.Tags["redconnect.throttle.waits"] is true));
    }

    private async Task Fill()
    {
        for (var n = 0; n < Bucket.Size; n++)
        {
            Assert.Equal(TimeSpan.Zero, await throttle.Take(Bucket));
        }
    }
}
