using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Sessions;

namespace RedConnect.Api.Portal;

/// <summary>A session of the list.</summary>
internal sealed record ListedSessionView(
    string Id, string UserId, string Workplace, DateTimeOffset Since, DateTimeOffset LastSeen, bool Here)
{
    public static ListedSessionView Of(ListedSession session, string? here) => new(
        session.Id, session.UserId, session.Workplace, session.Since, session.LastSeen, session.Id == here);
}

/// <summary>A line of the audit list.</summary>
internal sealed record AuditView(DateTimeOffset At, string What, string? UserId, string? Workplace, string? Subject)
{
    public static AuditView Of(AuditEntry entry) =>
        new(entry.At, entry.What, OrNull(entry.UserId), OrNull(entry.Workplace), OrNull(entry.Subject));

    public override string ToString() => $"{nameof(AuditView)} {What}";

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
