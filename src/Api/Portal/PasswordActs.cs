using RedConnect.Api.Sessions;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Api.Portal;

/// <summary>Sets passwords that were proven, and notes it.</summary>
internal sealed class PasswordActs(IGrainFactory grains, Audit audit)
{
    public async Task<UserAnswer> Change(Session session, NewPassword password, CancellationToken cancellation)
    {
        var answer = await Set(session.Practice, session.User, password, cancellation);
        await (answer.Outcome is ActOutcome.Done
            ? audit.Note(session, "passwordChanged", session.User, cancellation)
            : Task.CompletedTask);
        return answer;
    }

    public async Task<UserAnswer> Recover(
        string practice, string user, NewPassword password, CancellationToken cancellation)
    {
        var answer = await Set(practice, user, password, cancellation);
        await (answer.Outcome is ActOutcome.Done
            ? audit.Note(practice, "passwordRecovered", "", "", user, cancellation)
            : Task.CompletedTask);
        return answer;
    }

    private Task<UserAnswer> Set(
        string practice, string user, NewPassword password, CancellationToken cancellation) =>
        grains.GetGrain<IRosterGrain>(practice).SetPassword(user, password, cancellation);
}
