using RedConnect.Api.Doors;
using RedConnect.Api.Sessions;
using RedConnect.Grains.Contracts.Throttling;

namespace RedConnect.Api.Portal;

/// <summary>
/// How many codes a practice and each of its users may evaluate: two for every appointment, and no way to search for
/// those of others. All API servers count together.
/// </summary>
internal sealed class PlanningLimits(AttemptLimits limits)
{
    /// <summary>What a plan costs that names a code of another room.</summary>
    private const int Taken = 10;

    /// <summary>A hundred appointments at once.</summary>
    private static readonly Bucket OfUser = new(200, TimeSpan.FromMinutes(1));

    /// <summary>
    /// Then 360 appointments a day. Somebody who registers a hundred practices to search for codes tries no more than
    /// the deployment's limit on typed ones allows anybody.
    /// </summary>
    private static readonly Bucket OfPractice = new(400, TimeSpan.FromMinutes(2));

    /// <summary>Counts an evaluation.</summary>
    /// <returns>Zero if it may be made; otherwise how long to wait.</returns>
    public Task<TimeSpan> Count(Session session, CancellationToken cancellation) => limits.Count(
        [Practice(session), new Limit($"planning {session.Practice} {session.User}", OfUser)], cancellation);

    /// <summary>Counts a plan whose code another room has as attempts of the practice.</summary>
    public async Task CountTaken(Session session, CancellationToken cancellation)
    {
        for (var n = 0; n < Taken; n++)
        {
            await limits.Count([Practice(session)], cancellation);
        }
    }

    private static Limit Practice(Session session) => new($"planning {session.Practice}", OfPractice);
}
