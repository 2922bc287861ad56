using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Api.Portal;

/// <summary>Answers to acts on users. A conflict's answer brings the user as they are.</summary>
internal static class UserAnswers
{
    public static IResult ToResult(UserAnswer answer) => answer switch
    {
        { Outcome: ActOutcome.Done, User: { } user } => Results.Ok(ListedUserView.Of(user)),
        { Outcome: ActOutcome.ChangedMeanwhile, User: { } user } =>
            Problems.Of(409, "changedMeanwhile", new() { ["user"] = ListedUserView.Of(user) }),
        { Outcome: ActOutcome.Taken } => Problems.Of(409, "userNameTaken"),
        { Outcome: ActOutcome.TooMany } => Problems.Of(409, "tooManyUsers"),
        { Outcome: ActOutcome.LastAdministrator } => Problems.Of(409, "lastAdministrator"),
        { Outcome: ActOutcome.KeysChanged } => Problems.Of(409, "keysChanged"),
        { Outcome: ActOutcome.WrongProof } => Problems.Of(403, "notAllowed"),
        _ => Problems.Of(404, "unknownUser"),
    };
}
