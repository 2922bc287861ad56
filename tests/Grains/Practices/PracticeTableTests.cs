using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Practices;

namespace RedConnect.Tests.Grains.Practices;

/// <summary>Every cell of the table in docs/portal-api.md, section 5.</summary>
public sealed class PracticeTableTests(Cluster cluster) : IClassFixture<Cluster>
{
    private const string Colleague = "c011ea90c011ea90c011ea90c011ea90c011ea90c011ea90c011ea90c011ea90";
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(2);

    public static TheoryData<string, string, string> Cells => StateTable.Cells("portal-api.md", 5);

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_practice_answers_every_event_in_every_state(string happening, string state, string answer)
    {
        using var practice = await PracticeThatIs(state);
        Assert.Equal(answer, await Happens(happening, practice));
    }

    private async Task<TestPractice> PracticeThatIs(string state)
    {
        var practice = new TestPractice(cluster);
        if (state is not "no practice")
        {
            await practice.Grain.Register(practice.Registration);
        }

        await (state switch
        {
            "no practice" or "registered" => Task.CompletedTask,
            "user deactivated" => practice.DeactivateUser(),
            "workplace blocked" => practice.SetWorkplaces(WorkplaceStatus.Blocked),
            "workplace requested" => practice.SetWorkplaces(WorkplaceStatus.Requested),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not in the table."),
        });
        return practice;
    }

    private async Task<string> Happens(string happening, TestPractice practice)
    {
        if (happening.StartsWith("registers", StringComparison.Ordinal))
        {
            var registered = await practice.Grain.Register(RegistrationThat(happening, practice));
            return registered ? "registered" : "shortNameTaken";
        }

        if (happening.StartsWith("asks", StringComparison.Ordinal))
        {
            var (user, workplace) = SessionThat(happening, practice);
            return await practice.Grain.Session(user, workplace) is null ? "signedOut" : "signedIn";
        }

        var answer = happening.StartsWith("recovers", StringComparison.Ordinal)
            ? await practice.Grain.Recover(await RecoveryThat(happening, practice))
            : await practice.Grain.SignIn(await ProofThat(happening, practice));
        Assert.Equal(answer.Outcome is SignInOutcome.Welcome, answer.User is not null);
        return Named(answer.Outcome);
    }

    private static NewPractice RegistrationThat(string happening, TestPractice practice) => happening switch
    {
        "registers" => practice.Registration,
        "registers with another user id" => practice.Registration with { UserId = Colleague[..32] },
        "registers with another user name" => practice.Registration with { UserKeyName = Colleague },
        "registers with another password" => practice.Registration with { AuthKey = TestPractice.Draw() },
        "registers with another sheet" => practice.Registration with { SheetAuth = TestPractice.Draw() },
        _ => practice.Registration with { Workplace = WorkplaceThat(happening, practice) },
    };

    private static NewWorkplace WorkplaceThat(string happening, TestPractice practice)
    {
        using var other = new SigningBrowser();
        return happening switch
        {
            "registers from another workplace" => other.Introduction,
            "registers with another workplace's key" => other.Introduction with { Id = practice.Browser.Id },
            _ => throw new ArgumentOutOfRangeException(nameof(happening), happening, "Not in the table."),
        };
    }

    private static (string User, string Workplace) SessionThat(string happening, TestPractice practice) =>
        happening switch
        {
            "asks for its session" => (practice.UserId, practice.Browser.Id),
            "asks for another user's session" => (Colleague[..32], practice.Browser.Id),
            "asks for a session at another workplace" => (practice.UserId, Colleague[..32]),
            _ => throw new ArgumentOutOfRangeException(nameof(happening), happening, "Not in the table."),
        };

    private async Task<SignIn> ProofThat(string happening, TestPractice practice)
    {
        var proof = await practice.Proof();
        switch (happening)
        {
            case "signs in with a challenge used before":
                await practice.Grain.SignIn(proof);
                return proof;
            case "signs in with a challenge two minutes old":
                cluster.Time.Advance(Validity);
                return proof;
            case "signs in with a challenge of another practice":
                using (var other = new TestPractice(cluster))
                {
                    return Signed(practice, await other.Grain.Challenge());
                }

            case "signs in from an unknown browser":
                using (var unknown = new SigningBrowser())
                {
                    return await practice.Proof(unknown);
                }

            default:
                return CredentialsThat(happening, practice, proof);
        }
    }

    private static SignIn CredentialsThat(string happening, TestPractice practice, SignIn proof) => happening switch
    {
        "signs in" => proof,
        "signs in with a wrong password" => proof with { AuthKey = TestPractice.Draw() },
        "signs in with an unknown user name" => proof with { UserKeyName = Colleague },
        _ => SignatureThat(happening, practice, proof),
    };

    private static SignIn SignatureThat(string happening, TestPractice practice, SignIn proof)
    {
        using var other = new SigningBrowser();
        var (key, user, challenge) = (practice.Key, practice.User, proof.Challenge);
        return proof with
        {
            Signature = happening switch
            {
                "signs in with another browser's signature" => other.Sign(key, user, challenge),
                "signs in with a signature for another practice" => practice.Browser.Sign(Colleague, user, challenge),
                "signs in with a signature for another user" => practice.Browser.Sign(key, Colleague, challenge),
                "signs in with a signature over other bytes" => practice.Browser.Sign(key, user, TestPractice.Draw()),
                "signs in with a signature of zeros" => [.. new byte[64]],
                _ => throw new ArgumentOutOfRangeException(nameof(happening), happening, "Not in the table."),
            },
        };
    }

    private async Task<Recovery> RecoveryThat(string happening, TestPractice practice)
    {
        using var browser = new SigningBrowser();
        using var other = new SigningBrowser();
        var right = await practice.Recovery(browser);
        switch (happening)
        {
            case "recovers with a challenge used before":
                await practice.Grain.SignIn(right.SignIn);
                return right;
            case "recovers with a challenge two minutes old":
                cluster.Time.Advance(Validity);
                return right;
            case "recovers a workplace that is known":
                return await practice.Recovery(practice.Browser);
            default:
                return Changed(happening, right, other.Introduction with { Id = browser.Id });
        }
    }

    private static Recovery Changed(string happening, Recovery right, NewWorkplace foreign) => happening switch
    {
        "recovers" => right,
        "recovers with a wrong password" => right with
        {
            SignIn = right.SignIn with { AuthKey = TestPractice.Draw() },
        },
        "recovers with another sheet" => right with { SheetAuth = TestPractice.Draw() },
        "recovers with another browser's signature" => right with { Workplace = foreign },
        _ => throw new ArgumentOutOfRangeException(nameof(happening), happening, "Not in the table."),
    };

    private static SignIn Signed(TestPractice practice, ImmutableArray<byte> challenge) => new(
        practice.User,
        practice.AuthKey,
        practice.Browser.Id,
        challenge,
        practice.Browser.Sign(practice.Key, practice.User, challenge));

    private static string Named(SignInOutcome outcome) => outcome switch
    {
        SignInOutcome.Welcome => "signedIn",
        SignInOutcome.WrongCredentials => "wrongCredentials",
        SignInOutcome.StaleChallenge => "staleChallenge",
        SignInOutcome.WorkplaceUnknown => "workplaceUnknown",
        SignInOutcome.WrongSheet => "wrongSheet",
        _ => "?",
    };
}
