using RedConnect.Grains.Contracts.Throttling;
using RedConnect.Grains.Throttling;
using RedConnect.Tests.Grains.Rooms;

namespace RedConnect.Tests.Grains.Throttling;

public sealed class ThrottleStateTests
{
    private static readonly Bucket Bucket = new(10, TimeSpan.FromSeconds(6));

    [Fact]
    public void A_bucket_holds_its_size_and_then_one_more_after_each_leak()
    {
        var full = Filled(Bucket.Size);
        Assert.Equal((full, Bucket.Leak), full.Take(Bucket, Given.Now));
        Assert.Equal(Bucket.Leak / 2, full.Take(Bucket, Given.Now + (Bucket.Leak / 2)).Wait);
        var (next, wait) = full.Take(Bucket, Given.Now + Bucket.Leak);
        Assert.Equal(TimeSpan.Zero, wait);
        Assert.Equal(Bucket.Leak, next.Take(Bucket, Given.Now + Bucket.Leak).Wait);
    }

    [Fact]
    public void An_empty_bucket_does_not_become_emptier()
    {
        Assert.Equal(Filled(Bucket.Size).Level, Filled(Bucket.Size, default(ThrottleState).GiveBack()).Level);
        Assert.Equal(1, Filled(1).Take(Bucket, Given.Now + (100 * Bucket.Leak)).Next.Level);
    }

    [Fact]
    public void What_is_given_back_makes_room() =>
        Assert.Equal(TimeSpan.Zero, Filled(Bucket.Size).GiveBack().Take(Bucket, Given.Now).Wait);

    private static ThrottleState Filled(int times, ThrottleState state = default)
    {
        for (var n = 0; n < times; n++)
        {
            (state, var wait) = state.Take(Bucket, Given.Now);
            Assert.Equal(TimeSpan.Zero, wait);
        }

        return state;
    }
}
