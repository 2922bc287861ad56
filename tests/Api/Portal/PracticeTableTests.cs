using System.Security.Cryptography;
using System.Text.Json.Nodes;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Tests.Api.Sessions;
using RedConnect.Tests.Grains;

namespace RedConnect.Tests.Api.Portal;

/// <summary>Every cell of the table in docs/portal-api.md, section 5.</summary>
public sealed class PracticeTableTests(ClockedHost clocked) : IClassFixture<ClockedHost>
{
    private const string Other = "Praxis Nebenan";
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(2);

    public static TheoryData<string, string, string> Cells => StateTable.Cells("portal-api.md", 5);

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_practice_answers_every_event_in_every_state(string happening, string state, string answer)
    {
        clocked.Pass(TimeSpan.FromHours(1));
        using var first = await Open("Praxis " + Workplace.NewId()[..12]);
        var registration = first.Registration();
        await Bring(state, first, registration);
        Assert.Equal(answer, await Happens(happening, first, registration));
    }

    private async Task<Workplace> Open(string practice, Workplace? user = null) =>
        user is null
            ? new Workplace(await clocked.Host.Browser(), practice)
            : new Workplace(await clocked.Host.Browser(), practice) { AuthKey = user.AuthKey };

    private async Task Bring(string state, Workplace first, JsonObject registration)
    {
        if (state is "no practice")
        {
            return;
        }

        await first.Post("/api/practices", registration);
        await first.SignIn();
        var practice = Workplace.KeyName(first.Practice);
        await (state switch
        {
            "registered" => Task.CompletedTask,
            "user deactivated" => clocked.ChangeUser(
                practice, Workplace.KeyName("mmuster"), user => user with { Active = false }),
            "workplace blocked" => clocked.ChangeWorkplace(practice, first.Id, WorkplaceStatus.Blocked),
            "workplace requested" => clocked.ChangeWorkplace(practice, first.Id, WorkplaceStatus.Requested),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not in the table."),
        });
    }

    private async Task<string?> Happens(string happening, Workplace first, JsonObject registration)
    {
        if (happening.StartsWith("asks", StringComparison.Ordinal))
        {
            return await Asks(first, signsOut: happening.EndsWith("signing out", StringComparison.Ordinal));
        }

        using var second = await Open(first.Practice, first);
        if (happening.StartsWith("registers", StringComparison.Ordinal))
        {
            return await Answer(
                first, "/api/practices", Registration(happening, registration, second), "registered");
        }

        return happening.StartsWith("recovers", StringComparison.Ordinal)
            ? await Answer(second, "/api/workplaces/recovery", await Recovery(happening, first, second), "signedIn")
            : await Answer(first, "/api/session", await Proof(happening, first, second), "signedIn");
    }

    private static async Task<string?> Asks(Workplace first, bool signsOut)
    {
        await ApiHost.Renew(first.Client);
        if (signsOut)
        {
            await first.Client.DeleteAsync(new Uri("/api/session", UriKind.Relative));
        }

        using var answer = await first.Client.GetAsync(new Uri("/api/session", UriKind.Relative));
        return answer.IsSuccessStatusCode ? "signedIn" : await Workplace.Code(answer);
    }

    private static async Task<string?> Answer(Workplace from, string path, JsonObject body, string good)
    {
        await ApiHost.Renew(from.Client);
        using var answer = await from.Post(path, body);
        return answer.IsSuccessStatusCode ? good : await Workplace.Code(answer);
    }

    private static JsonObject Registration(string happening, JsonObject registration, Workplace second)
    {
        (string Field, JsonNode? Value) change = happening switch
        {
            "registers" => ("userId", registration["userId"]?.DeepClone()),
            "registers with another user id" => ("userId", Workplace.NewId()),
            "registers with another user name" => ("user", "colleague"),
            "registers with another password" => (
                "credentials", Workplace.Credentials(RandomNumberGenerator.GetBytes(32))),
            "registers with another sheet" => ("sheet", Workplace.Sheet(RandomNumberGenerator.GetBytes(32))),
            "registers from another workplace" => ("workplace", second.Introduction()),
            "registers with another workplace's key" => ("workplace", WithKeyOf(second, registration)),
            _ => throw new ArgumentOutOfRangeException(nameof(happening), happening, "Not in the table."),
        };
        var changed = registration.DeepClone().AsObject();
        changed[change.Field] = change.Value;
        return changed;
    }

    private static JsonObject WithKeyOf(Workplace second, JsonObject registration)
    {
        var workplace = second.Introduction();
        workplace["id"] = registration["workplace"]?["id"]?.DeepClone();
        return workplace;
    }

    private async Task<JsonObject> Recovery(string happening, Workplace first, Workplace second)
    {
        var known = happening is "recovers a workplace that is known";
        var from = known ? first : second;
        var body = new JsonObject
        {
            ["signIn"] = happening is "recovers with a wrong password"
                ? await from.Proof(authKey: new byte[32])
                : await from.Proof(),
            ["sheetAuth"] = happening is "recovers with another sheet"
                ? Bytes()
                : Convert.ToBase64String(first.SheetAuth),
            ["workplace"] = from.Introduction(),
        };
        if (happening is "recovers with another browser's signature")
        {
            body["workplace"] = WithKeyOf(first, new JsonObject { ["workplace"] = second.Introduction() });
        }

        if (happening is "recovers with a challenge two minutes old")
        {
            clocked.Pass(Validity);
        }

        return body;
    }

    private async Task<JsonObject> Proof(string happening, Workplace first, Workplace second) => happening switch
    {
        "signs in from an unknown browser" => await second.Proof(),
        "signs in with a wrong password" => await first.Proof(authKey: new byte[32]),
        "signs in with an unknown user name" => await first.Proof("nobody"),
        _ when happening.Contains("challenge", StringComparison.Ordinal) => await Challenged(happening, first),
        _ => Signed(happening, first, second, await first.Proof()),
    };

    private async Task<JsonObject> Challenged(string happening, Workplace first)
    {
        var proof = await first.Proof();
        switch (happening)
        {
            case "signs in with a challenge used before":
                await first.Post("/api/session", proof);
                return proof;
            case "signs in with a challenge two minutes old":
                clocked.Pass(Validity);
                return proof;
            default:
                var challenge = happening is "signs in with a challenge of another practice"
                    ? await first.Challenge(Other)
                    : Bytes();
                proof["challenge"] = challenge;
                proof["signature"] = first.Sign(first.Practice, "mmuster", challenge);
                return proof;
        }
    }

    private static JsonObject Signed(string happening, Workplace first, Workplace second, JsonObject proof)
    {
        var (practice, challenge) = (first.Practice, (string?)proof["challenge"] ?? "");
        proof["signature"] = happening switch
        {
            "signs in" => proof["signature"]?.DeepClone(),
            "signs in with another browser's signature" => second.Sign(practice, "mmuster", challenge),
            "signs in with a signature for another practice" => first.Sign(Other, "mmuster", challenge),
            "signs in with a signature for another user" => first.Sign(practice, "nobody", challenge),
            "signs in with a signature over other bytes" => first.Sign(practice, "mmuster", Bytes()),
            "signs in with a signature of zeros" => Convert.ToBase64String(new byte[64]),
            _ => throw new ArgumentOutOfRangeException(nameof(happening), happening, "Not in the table."),
        };
        return proof;
    }

    private static string Bytes() =>
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
