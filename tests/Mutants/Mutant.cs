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
    private const string User = "Grains/Practices/UserGrain.cs";
    private const string Roster = "Grains/Practices/RosterGrain.cs";
    private const string Workplace = "Grains/Practices/WorkplaceGrain.cs";
    private const string Session = "Grains/Sessions/SessionGrain.cs";
    private const string Throttle = "Grains/Throttling/ThrottleState.cs";
    private const string Challenge = "Api/SignIn/LoginChallenge.cs";
    private const string SignIn = "Api/SignIn/SignInDoor.cs";
    private const string Cookie = "Api/Sessions/HostCookie.cs";
    private const string Door = "Api/Doors/RoomDoor.cs";
    private const string Workplaces = "Api/Portal/WorkplaceEndpoints.cs";
    private const string Appointments = "Api/Portal/AppointmentEndpoints.cs";
    private const string Seal = "Web/Client/crypto/seal.ts";
    private const string KeyRing = "Web/Client/crypto/key-ring.ts";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("a taken short name is registered again", Suite.Grains, Practice,
            "!stored.State.WasRegisteredAs(practice)", "stored.State.SheetHash.IsEmpty"),
        new("any sheet approves a workplace", Suite.Api, "Grains/Practices/StoredPractice.cs",
            "CryptographicOperations.FixedTimeEquals(SHA256.HashData(auth.AsSpan()), SheetHash.AsSpan())", "true"),
        new("a deactivated user keeps the session", Suite.Api, User, "User.Active ? User.ToView() : null",
            "stored.RecordExists ? User.ToView() : null"),
        new("any password is right", Suite.Api, User, "User.Verifier.Matches(authKey) ? View : null", "View"),
        new("a blocked workplace keeps the session", Suite.Api, Workplace,
            "IsApproved && stored.RecordExists ? State.PublicKey : []", "State.PublicKey"),
        new("a sheet replaces an approved workplace's key", Suite.Grains, Workplace,
            "State.Status == status && State.PublicKey.SequenceEqual(workplace.PublicKey)", "State.Status == status"),
        new("the last administrator goes", Suite.Grains, Roster, ": !changed.HasAdministrator ?", ": false ?"),
        new("a practitioner leaves with the keys", Suite.Grains, "Grains/Practices/StoredRoster.cs",
            "return Practitioners.SetEquals(before.Practitioners) ? this : null;", "return this;"),
        new("a session outlives the password", Suite.Api, Session, " || found.Passwords != Session.Passwords", ""),
        new("a request outlives its day", Suite.Grains, Workplace,
            "time.GetUtcNow() >= State.Since + RequestValidity", "false"),
        new("everybody approves every workplace", Suite.Api, Workplaces,
            "(found.By == session.User && next is not WorkplaceStatus.Blocked)", "found.By.Length > 0"),
        new("a session outlives signing out", Suite.Api, Session,
            "await stored.Delete(this);", "await Task.CompletedTask;"),
        new("a page outlives its session", Suite.Api, "Api/Portal/Live/PortalConnection.cs",
            "Read(practice.Practice) is null", "Read(practice.Practice) is { UserId: \"\" }"),
        new("a session without an end", Suite.Grains, Session, "now >= Session.Since + LongestUse || ", ""),
        new("a challenge is good for ever", Suite.Api, Challenge, " && age < Validity.Ticks", ""),
        new("a challenge that nobody issued", Suite.Api, Challenge,
            "CryptographicOperations.FixedTimeEquals(Mac(challenge, practice), challenge[Signed..])", "true"),
        new("a challenge of another practice", Suite.Api, Challenge, ", .. Encoding.UTF8.GetBytes(practice)", ""),
        new("a signature for another user counts", Suite.Api, Challenge, "practice, user,\n", "practice, \"\",\n"),
        new("sign-in without the workplace's signature", Suite.Api, SignIn,
            "isProven ? SignInOutcome.SignedIn :", "!key.IsEmpty ? SignInOutcome.SignedIn :"),
        new("the new workplace does not sign", Suite.Api, SignIn,
            "IsSigned(proof, workplace.PublicKey.AsSpan()) ? await next(user) : unsigned", "await next(user)"),
        new("a sign-in is not throttled", Suite.Api, SignIn, "wait > TimeSpan.Zero", "wait < TimeSpan.Zero"),
        new("a success does not forgive", Suite.Api, SignIn,
            "            await limits.Forget(counted[^1], CancellationToken.None);\n", ""),
        new("strangers shut a workplace out", Suite.Api, SignIn,
            "isProven ? [OfThe(proof)] : Anonymous(proof, from)", "Anonymous(proof, from)"),
        new("a bucket that never leaks", Suite.Grains, Throttle, "Level - ((now - At) / bucket.Leak)", "Level"),
        new("a bucket without a limit", Suite.Grains, Throttle, "excess > 0", "excess > 1000"),
        new("guesses at codes are not refused", Suite.Api, Door,
            "            return new Evaluation(null, throttled);\n", ""),
        new("a wrong code gives its attempt back", Suite.Api, Door,
            "if (answer.Refusal?.Reason is not RefusalReason.Unknown)",
            "if (answer.Refusal?.Reason is not RefusalReason.Full)"),
        new("scripts read the session's cookie", Suite.Api, Cookie, "HttpOnly = true", "HttpOnly = false"),
        new("other sites send the session's cookie", Suite.Api, Cookie,
            "SameSite = SameSiteMode.Strict", "SameSite = SameSiteMode.None"),
        new("a workplace is named by another", Suite.Api, Workplaces,
            "(session.Workplace == id || session.Is(Roles.Administrator))", "session.Practice.Length > 0"),
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
        new("a colleague's session passes for one's own", Suite.Client, KeyRing,
            "await keyName(user), userId];", "await keyName(user)];"),
        new("an older key ring is opened", Suite.Client, "Web/Client/portal/seen-key-ring.ts",
            "revision < seen", "revision < 0"),
        new("an older list of key pairs is opened", Suite.Client, "Web/Client/portal/practitioner-keys.ts",
            "revision: Math.max(ring.revision, ...later.map(({ revision }) => revision))", "revision: ring.revision"),
        new("an appointment is shown at another time", Suite.Client, "Web/Client/portal/sealed-entry.ts",
            "revision, start, Number(fold)", "revision, Number(fold)"),
        new("an earlier state of an appointment is shown", Suite.Client, "Web/Client/portal/seen-revisions.ts",
            "revision >= (seen.get(id) ?? 1)", "revision >= 1"),
        new("names differ by their case", Suite.Client, "Web/Client/crypto/short-name.ts", ".toLowerCase()", ""),
        new("a workplace signs for any user", Suite.Client, "Web/Client/crypto/workplace.ts",
            "await keyName(user)", "\"\""),
    ];
}
