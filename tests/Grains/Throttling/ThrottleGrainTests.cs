using RedConnect.Grains.Contracts.Throttling;

namespace RedConnect.Tests.Grains.Throttling;

public sealed class ThrottleGrainTests(Cluster cluster) : IClassFixture<Cluster>
{
    private readonly IThrottleGrain throttle = cluster.Grains.GetGrain<IThrottleGrain>(Guid.NewGuid().ToString("N"));

    [Fact]
    public async Task Ten_failures_are_free_and_each_further_one_doubles_the_wait_up_to_five_minutes()
    {
        await Fail(10);
        Assert.Equal(TimeSpan.Zero, await throttle.Check());
        foreach (var seconds in new[] { 2, 4, 8, 16, 32, 64, 128, 256, 300, 300 })
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), await throttle.Fail());
            Assert.Equal(TimeSpan.FromSeconds(seconds), await throttle.Check());
        }
    }

    [Fact]
    public async Task The_wait_ends_and_the_failures_stay_counted()
    {
        await Fail(11);
        cluster.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.Zero, await throttle.Check());
        Assert.Equal(TimeSpan.FromSeconds(4), await throttle.Fail());
    }

    [Fact]
    public async Task Success_forgives()
    {
        await Fail(15);
        await throttle.Forgive();
        Assert.Equal(TimeSpan.Zero, await throttle.Check());
        await Fail(10);
        Assert.Equal(TimeSpan.Zero, await throttle.Check());
        Assert.Equal(TimeSpan.FromSeconds(2), await throttle.Fail());
    }

    [Fact]
    public async Task An_hour_without_failures_forgets_them()
    {
        await Fail(15);
        cluster.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromTicks(1));
        await Fail(10);
        Assert.Equal(TimeSpan.Zero, await throttle.Check());
    }

    [Fact]
    public async Task Each_subject_is_counted_for_itself()
    {
        await Fail(15);
        var other = cluster.Grains.GetGrain<IThrottleGrain>(Guid.NewGuid().ToString("N"));
        Assert.Equal(TimeSpan.Zero, await other.Check());
    }

    [Fact]
    public async Task Failures_are_measured_by_whether_the_next_attempt_waits()
    {
        using var failures = cluster.Metrics<int>("RedConnect.Throttling", "redconnect.throttle.failures");
        await Fail(11);
        Assert.Equal(
            [.. Enumerable.Repeat(false, 10), true],
            failures.GetMeasurementSnapshot().Select(failure => failure.Tags["redconnect.throttle.waits"] is true));
    }

    private async Task Fail(int times)
    {
        for (var failure = 0; failure < times; failure++)
        {
            await throttle.Fail();
        }
    }
}
