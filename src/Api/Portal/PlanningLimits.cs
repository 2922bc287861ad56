using System.Threading.RateLimiting;
using RedConnect.Api.Sessions;

namespace RedConnect.Api.Portal;

/// <summary>
/// How many codes a practice and each of its users may evaluate: two for every appointment, and no way to search for
/// those of others. Counted by each API server.
/// </summary>
internal sealed class PlanningLimits : IDisposable
{
    /// <summary>What a plan costs that names a code of another room.</summary>
    private const int Taken = 10;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private readonly PartitionedRateLimiter<Session> users =
        PartitionedRateLimiter.Create<Session, string>(session =>
            Bucket($"{session.Practice} {session.User}", burst: 60, each: 1));

    private readonly PartitionedRateLimiter<Session> practices =
        PartitionedRateLimiter.Create<Session, string>(session => Bucket(session.Practice, burst: 240, each: 4));

    /// <summary>Counts an evaluation. How long to wait, if it is one too many.</summary>
    public TimeSpan? Count(Session session) => TryCount(users, session) && TryCount(practices, session) ? null : Period;

    /// <summary>Counts a plan whose code another room has as attempts of the practice.</summary>
    public void CountTaken(Session session)
    {
        for (var n = 0; n < Taken; n++)
        {
            TryCount(practices, session);
        }
    }

    public void Dispose()
    {
        users.Dispose();
        practices.Dispose();
    }

    private static bool TryCount(PartitionedRateLimiter<Session> limiter, Session session)
    {
        using var lease = limiter.AttemptAcquire(session);
        return lease.IsAcquired;
    }

    private static RateLimitPartition<string> Bucket(string of, int burst, int each) =>
        RateLimitPartition.GetTokenBucketLimiter(of, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = each,
            ReplenishmentPeriod = Period,
        });
}
