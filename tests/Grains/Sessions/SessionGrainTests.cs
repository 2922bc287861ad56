using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Sessions;
using RedConnect.Tests.Grains.Practices;

namespace RedConnect.Tests.Grains.Sessions;

/// <summary>The grain ends a session by itself: a cookie that never ends would change nothing.</summary>
public sealed class SessionGrainTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(11);
    private readonly NewPractice registration = Founding.Of(Founding.KeyName());

    [Fact]
    public async Task A_session_that_is_used_all_the_time_ends_after_a_day()
    {
        var session = await Begun();
        for (var used = Pause; used < TimeSpan.FromHours(24); used += Pause)
        {
            cluster.Time.Advance(Pause);
            Assert.NotNull(await session.Find());
        }

        cluster.Time.Advance(TimeSpan.FromHours(2));
        Assert.Null(await session.Find());
    }

    [Fact]
    public async Task A_session_that_is_not_used_ends_after_twelve_hours()
    {
        var session = await Begun();
        cluster.Time.Advance(TimeSpan.FromHours(12));
        Assert.Null(await session.Find());
    }

    private async Task<ISessionGrain> Begun()
    {
        var practice = Founding.KeyName();
        Assert.True(await cluster.Grains.GetGrain<IPracticeGrain>(practice).Register(registration));
        var session = cluster.Grains.GetGrain<ISessionGrain>(Founding.Id());
        await session.Begin(new NewSession(
            practice, registration.User.KeyName, registration.Workplace.Id, Passwords: 1));
        Assert.NotNull(await session.Find());
        return session;
    }
}
