using RedConnect.Api.Sessions;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Api.Portal;

/// <summary>Notes acts in the audit list of a practice (docs/portal-api.md, section 12).</summary>
internal sealed class Audit(IGrainFactory grains)
{
    /// <summary>An act of who is signed in.</summary>
    public Task Note(Session session, string what, string subject, CancellationToken cancellation) =>
        Note(session.Practice, what, session.User, session.Workplace, subject, cancellation);

    public Task Note(
        string practice, string what, string user, string workplace, string subject, CancellationToken cancellation) =>
        grains.GetGrain<IAuditGrain>(practice).Add(what, user, workplace, subject, cancellation);
}
