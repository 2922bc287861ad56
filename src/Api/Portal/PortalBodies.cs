using System.Collections.Immutable;
using RedConnect.Api.Rooms;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Api.Portal;

/// <summary>A browser on a device.</summary>
internal sealed record WorkplaceBody(string? Id, byte[]? PublicKey, byte[]? SealedName)
{
    public string? Fault =>
        !Checks.IsId(Id) ? "workplace.id"
        : PublicKey is not { Length: > 64 and <= 128 } ? "workplace.publicKey"
        : SealedName is { Length: 0 or > 512 } ? "workplace.sealedName"
        : null;

    public NewWorkplace ToWorkplace() => new(Id ?? "", [.. PublicKey ?? []], [.. SealedName ?? []]);
}

/// <summary>Names a workplace.</summary>
internal sealed record WorkplaceNameBody(byte[]? SealedName)
{
    public string? Fault => SealedName is not { Length: > 0 and <= 512 } ? "sealedName" : null;
}

/// <summary>Registers a practice.</summary>
internal sealed record RegisterBody(
    string? Practice,
    string? User,
    string? UserId,
    byte[]? SealedFullName,
    byte[]? AuthKey,
    byte[]? WrappedKeyRing,
    WorkplaceBody? Workplace,
    byte[]? SheetAuth,
    byte[]? SheetKeyRing)
{
    public string? Fault =>
        FirstFault(
            (ShortName.KeyName(Practice) is null, "practice"),
            (ShortName.KeyName(User) is null, "user"),
            (!Checks.IsId(UserId), "userId"),
            (SealedFullName is not { Length: > 0 and <= 512 }, "sealedFullName"),
            (AuthKey is not { Length: 32 }, "authKey"),
            (WrappedKeyRing is not { Length: > 0 and <= 1024 }, "wrappedKeyRing"),
            (Workplace is null, "workplace"),
            (Workplace?.SealedName is null, "workplace.sealedName"),
            (SheetAuth is not { Length: 32 }, "sheetAuth"),
            (SheetKeyRing is not { Length: > 0 and <= 1024 }, "sheetKeyRing"))
        ?? Workplace?.Fault;

    public NewPractice ToPractice() => new(
        ShortName.KeyName(User) ?? "",
        UserId ?? "",
        Bytes(SealedFullName),
        Bytes(AuthKey),
        Bytes(WrappedKeyRing),
        (Workplace ?? new WorkplaceBody(null, null, null)).ToWorkplace(),
        Bytes(SheetAuth),
        Bytes(SheetKeyRing));

    public override string ToString() => nameof(RegisterBody);

    private static ImmutableArray<byte> Bytes(byte[]? bytes) => [.. bytes ?? []];

    internal static string? FirstFault(params ReadOnlySpan<(bool Wrong, string Field)> checks)
    {
        foreach (var (wrong, field) in checks)
        {
            if (wrong)
            {
                return field;
            }
        }

        return null;
    }
}

/// <summary>Asks for bytes to sign.</summary>
internal sealed record ChallengeBody(string? Practice)
{
    public override string ToString() => nameof(ChallengeBody);
}

/// <summary>Signs in.</summary>
internal sealed record SignInBody(string? Practice, string? User, byte[]? AuthKey, string? Workplace, byte[]? Challenge,
    byte[]? Signature)
{
    public string? Fault => RegisterBody.FirstFault(
        (ShortName.KeyName(Practice) is null, "practice"),
        (ShortName.KeyName(User) is null, "user"),
        (AuthKey is not { Length: 32 }, "authKey"),
        (!Checks.IsId(Workplace), "workplace"),
        (Challenge is not { Length: 32 }, "challenge"),
        (Signature is not { Length: 64 }, "signature"));

    public SignIn ToSignIn() =>
        new(ShortName.KeyName(User) ?? "", [.. AuthKey ?? []], Workplace ?? "", [.. Challenge ?? []],
            [.. Signature ?? []]);

    public override string ToString() => nameof(SignInBody);
}

/// <summary>Approves a workplace with the recovery sheet and signs in.</summary>
internal sealed record RecoveryBody(SignInBody? SignIn, byte[]? SheetAuth, WorkplaceBody? Workplace)
{
    public string? Fault => RegisterBody.FirstFault(
            (SignIn is null, "signIn"),
            (SheetAuth is not { Length: 32 }, "sheetAuth"),
            (Workplace is null || Workplace.Id != SignIn?.Workplace, "workplace"))
        ?? SignIn?.Fault ?? Workplace?.Fault;

    public Recovery ToRecovery(SignInBody signIn, WorkplaceBody workplace) =>
        new(signIn.ToSignIn(), [.. SheetAuth ?? []], workplace.ToWorkplace());

    public override string ToString() => nameof(RecoveryBody);
}

/// <summary>Who is signed in.</summary>
internal sealed record SessionBody(string Practice, string UserId, IReadOnlyList<string> Roles, byte[] SealedFullName,
    byte[] WrappedKeyRing, string Workplace)
{
    public static SessionBody Of(string practice, SignedIn user) => new(
        practice,
        user.UserId,
        [.. Enum.GetValues<Roles>().Where(r => r is not Grains.Contracts.Practices.Roles.None && user.Roles.HasFlag(r))
            .Select(r => r.ToString().ToLowerInvariant())],
        [.. user.SealedFullName],
        [.. user.WrappedKeyRing],
        user.Workplace);

    public override string ToString() => nameof(SessionBody);
}
