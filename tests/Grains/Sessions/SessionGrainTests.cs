using System.Collections.Immutable;
using System.Security.Cryptography;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Sessions;

namespace RedConnect.Tests.Grains.Sessions;

/// <summary>The grain ends a session by itself: a cookie that never ends would change nothing.</summary>
public sealed class SessionGrainTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(11);
    private readonly NewPractice registration = new(
        Hex(64), Hex(32), [1], Draw(), [2], new NewWorkplace(Hex(32), [3], [4]), Draw(), [5]);

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
        var practice = Hex(64);
        Assert.True(await cluster.Grains.GetGrain<IPracticeGrain>(practice).Register(registration));
        var session = cluster.Grains.GetGrain<ISessionGrain>(Hex(32));
        await session.Begin(new NewSession(practice, registration.UserKeyName, registration.Workplace.Id));
        Assert.NotNull(await session.Find());
        return session;
    }

    private static ImmutableArray<byte> Draw() => [.. RandomNumberGenerator.GetBytes(32)];

    private static string Hex(int digits) => RandomNumberGenerator.GetHexString(digits, lowercase: true);
}
