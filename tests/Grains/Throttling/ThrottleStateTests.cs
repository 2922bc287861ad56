using RedConnect.Grains.Throttling;
using RedConnect.Tests.Grains.Rooms;

namespace RedConnect.Tests.Grains.Throttling;

public sealed class ThrottleStateTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 0)]
    [InlineData(11, 2)]
    [InlineData(12, 4)]
    [InlineData(18, 256)]
    [InlineData(19, 300)]
    [InlineData(1000, 300)]
    public void Ten_failures_are_free_and_each_further_one_doubles_the_wait(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), After(failures).Wait(Given.Now));

    [Fact]
    public void Waiting_makes_the_wait_shorter()
    {
        Assert.Equal(TimeSpan.FromSeconds(1), After(12).Wait(Given.Now.AddSeconds(3)));
        Assert.Equal(TimeSpan.Zero, After(12).Wait(Given.Now.AddSeconds(4)));
    }

    [Fact]
    public void An_hour_without_failures_forgets_them()
    {
        var hourLater = Given.Now.AddHours(1).AddSeconds(1);
        Assert.Equal(1, After(15).Fail(hourLater).Failures);
        Assert.Equal(16, After(15).Fail(Given.Now.AddHours(1)).Failures);
    }

    private static ThrottleState After(int failures)
    {
        var state = new ThrottleState(0, DateTimeOffset.MinValue);
        for (var i = 0; i < failures; i++)
        {
            state = state.Fail(Given.Now);
        }

        return state;
    }
}
