namespace RedConnect.Tests.Mutants;

/// <summary>The tests that must notice a fault.</summary>
internal enum Suite
{
    /// <summary>Practices and throttling, in a cluster.</summary>
    Grains,

    /// <summary>Portal and sessions, over HTTP.</summary>
    Api,

    /// <summary>The browser's cryptography and portal.</summary>
    Client,
}

/// <summary>One deliberate fault.</summary>
/// <param name="Name">What is wrong, as an attacker or a user would notice it.</param>
/// <param name="Suite">The tests that must fail.</param>
/// <param name="File">Below src.</param>
/// <param name="Right">Occurs once in the file.</param>
/// <param name="Wrong">What replaces it.</param>
internal sealed record Mutant(string Name, Suite Suite, string File, string Right, string Wrong);

/// <summary>All of them.</summary>
internal static class Mutants
{
    private const string Practice = "Grains/Practices/PracticeGrain.cs";
    private const string Challenges = "Grains/Practices/LoginChallenges.cs";
    private const string Throttle = "Grains/Throttling/ThrottleState.cs";
    private const string Endpoints = "Api/Portal/PracticeEndpoints.cs";
    private const string Appointments = "Api/Portal/AppointmentEndpoints.cs";
    private const string Sessions = "Api/Sessions/Session.cs";
    private const string Seal = "Web/Client/crypto/seal.ts";
    private const string KeyRing = "Web/Client/crypto/key-ring.ts";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("sign-in without the workplace's signature", Suite.Grains, Practice,
            " || !Signed(attempt, workplace.PublicKey)", ""),
        new("sign-in from any workplace that signs for another", Suite.Grains, Practice,
            "Practice.Approved(attempt.Workplace) is not { } workplace",
            "Practice.Workplaces.FirstOrDefault() is not { } workplace"),
        new("a deactivated user keeps the session", Suite.Grains, Practice,
            "u => u.Active && u.Id == userId", "u => u.Id == userId"),
        new("a blocked workplace keeps the session", Suite.Grains, Practice,
            "            && Practice.Approved(workplace) is not null\n", ""),
        new("any sheet approves a workplace", Suite.Grains, Practice, "!IsSheet(attempt.SheetAuth)\n", "false\n"),
        new("the new workplace does not sign", Suite.Grains, Practice,
            "            || !Signed(attempt.SignIn, attempt.Workplace.PublicKey)\n", ""),
        new("a sheet replaces an approved workplace's key", Suite.Grains, Practice,
            "            || Practice.Workplaces.Any(w => w.Id == attempt.Workplace.Id))", ")"),
        new("any password is right", Suite.Grains, Practice,
            ".Matches(attempt.AuthKey) && user is not null", " is not null && user is not null"),
        new("a challenge may be stale", Suite.Grains, Practice, ": !fresh ?", ": false ?"),
        new("a taken short name is registered again", Suite.Grains, Practice, "return WasFoundedBy(practice);",
            "return true;"),
        new("a repeated registration needs no sheet", Suite.Grains, Practice,
            "IsSheet(practice.SheetAuth)\n        && ", ""),
        new("a repeated registration needs no workplace key", Suite.Grains, Practice,
            "        && workplace.PublicKey.SequenceEqual(practice.Workplace.PublicKey)\n", ""),
        new("a challenge is good twice", Suite.Grains, Challenges, "open.Remove(Convert.ToHexString",
            "open.TryGetValue(Convert.ToHexString"),
        new("a challenge is good for ever", Suite.Grains, Challenges, " && until > now", ""),
        new("a signature for another user counts", Suite.Grains, Challenges, "practiceKeyName, userKeyName, Convert",
            "practiceKeyName, \"\", Convert"),
        new("a throttle that never forgives", Suite.Grains, Throttle, "Failures <= Free || now - Last > Memory",
            "Failures <= Free"),
        new("a throttle that remembers for ever", Suite.Grains, Throttle,
            "now - Last > Memory ? 1 : Failures + 1", "Failures + 1"),
        new("a throttle without end", Suite.Grains, Throttle, "Math.Min(Longest.TotalSeconds, ", "Math.Max(0, "),
        new("a throttle that never begins", Suite.Grains, Throttle, "Free = 10", "Free = 1000"),
        new("a sign-in is not throttled", Suite.Api, Endpoints, "wait > TimeSpan.Zero", "wait < TimeSpan.Zero"),
        new("a wrong sheet is not counted", Suite.Api, Endpoints,
            "SignInOutcome.WrongCredentials or SignInOutcome.WrongSheet", "SignInOutcome.WrongCredentials"),
        new("a success does not forgive", Suite.Api, Endpoints,
            "            await throttle.Forgive(context.RequestAborted);\n", ""),
        new("a workplace is named by another", Suite.Api, Endpoints, " && session.Workplace == id", ""),
        new("an ended session is accepted", Suite.Api, Sessions, "            context.RejectPrincipal();\n", ""),
        new("scripts read the session's cookie", Suite.Api, Sessions, "HttpOnly = true", "HttpOnly = false"),
        new("other sites send the session's cookie", Suite.Api, Sessions,
            "\"redconnect\";\n            options.Cookie.SameSite = SameSiteMode.Strict;",
            "\"redconnect\";\n            options.Cookie.SameSite = SameSiteMode.None;"),
        new("appointments without a session", Suite.Api, Appointments, ".RequireAuthorization()", ""),
        new("an appointment in the past", Suite.Api, Appointments,
            ": start.Instant + RoomPlan.Validity <= now ? Problems.Of(422, \"inThePast\")\n", "\n"),
        new("a change without a token of ours", Suite.Api, "Api/Portal/Problems.cs",
            "await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)", "true"),
        new("sealed values open in another place", Suite.Client, Seal,
            "iv: nonce, additionalData: fields(\"rc2\", ...place)", "iv: nonce, additionalData: fields(\"rc2\")"),
        new("any version is opened", Suite.Client, Seal, "sealed[0] !== VERSION", "sealed.length === 0"),
        new("a nonce is used twice", Suite.Client, Seal, "randomBytes(NONCE)", "new Uint8Array(NONCE)"),
        new("passwords differ by how they are typed", Suite.Client, KeyRing,
            "password.normalize(\"NFKC\")", "password"),
        new("another practice's key ring opens", Suite.Client, KeyRing,
            "\"sheet-ring\", await keyName(practice)));", "\"sheet-ring\"));"),
        new("the auth key opens the key ring", Suite.Client, KeyRing, "rc2/user-key", "rc2/auth-key"),
        new("names differ by their case", Suite.Client, "Web/Client/crypto/short-name.ts", ".toLowerCase()", ""),
        new("a workplace signs for any user", Suite.Client, "Web/Client/crypto/workplace.ts",
            "await keyName(user)", "\"\""),
    ];
}
