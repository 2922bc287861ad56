using System.ComponentModel.DataAnnotations;
using RedConnect.Api.SignIn;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Sessions;

namespace RedConnect.Api.Portal;

/// <summary>A browser on a device.</summary>
public sealed record WorkplaceBody(
    [Id] string Id,
    [P256PublicKey] byte[] PublicKey,
    [Length(1, 512)] byte[]? SealedName = null)
{
    public NewWorkplace ToWorkplace() => new(Id, [.. PublicKey], [.. SealedName ?? []]);
}

/// <summary>Names a workplace.</summary>
public sealed record WorkplaceNameBody([Length(1, 512)] byte[] SealedName);

/// <summary>Registers a practice.</summary>
public sealed record RegisterBody(
    [ShortName] string Practice,
    [ShortName] string User,
    [Id] string UserId,
    [Length(1, 512)] byte[] SealedFullName,
    [Length(32, 32)] byte[] AuthKey,
    [Length(1, 1024)] byte[] WrappedKeyRing,
    WorkplaceBody Workplace,
    [Length(32, 32)] byte[] SheetAuth,
    [Length(1, 1024)] byte[] SheetKeyRing) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Workplace.SealedName is null)
        {
            yield return new("The first workplace has a name.", ["workplace.sealedName"]);
        }
    }

    public NewPractice ToPractice() => new(
        ShortName.KeyName(User),
        UserId,
        [.. SealedFullName],
        [.. AuthKey],
        [.. WrappedKeyRing],
        Workplace.ToWorkplace(),
        [.. SheetAuth],
        [.. SheetKeyRing]);

    public override string ToString() => nameof(RegisterBody);
}

/// <summary>Asks for bytes to sign.</summary>
public sealed record ChallengeBody([ShortName] string Practice)
{
    public override string ToString() => nameof(ChallengeBody);
}

/// <summary>Signs in.</summary>
public sealed record SignInBody(
    [ShortName] string Practice,
    [ShortName] string User,
    [Length(32, 32)] byte[] AuthKey,
    [Id] string Workplace,
    [Length(32, 32)] byte[] Challenge,
    [Length(64, 64)] byte[] Signature)
{
    internal Proof ToProof() =>
        new(ShortName.KeyName(Practice), ShortName.KeyName(User), AuthKey, Workplace, Challenge, Signature);

    public override string ToString() => nameof(SignInBody);
}

/// <summary>Approves a workplace with the recovery sheet and signs in.</summary>
public sealed record RecoveryBody(
    SignInBody SignIn,
    [Length(32, 32)] byte[] SheetAuth,
    WorkplaceBody Workplace) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Workplace.Id != SignIn.Workplace)
        {
            yield return new("The workplace that signs is the one that is approved.", ["workplace"]);
        }
    }

    public override string ToString() => nameof(RecoveryBody);
}

/// <summary>Who is signed in.</summary>
internal sealed record SessionBody(string Practice, string UserId, IReadOnlyList<Roles> Roles, byte[] SealedFullName,
    byte[] WrappedKeyRing, string Workplace)
{
    public static SessionBody Of(SessionView session) => new(
        session.Practice,
        session.User.Id,
        [.. Enum.GetValues<Roles>()
            .Where(r => r is not Grains.Contracts.Practices.Roles.None && session.User.Roles.HasFlag(r))],
        [.. session.User.SealedFullName],
        [.. session.User.WrappedKeyRing],
        session.Workplace);

    public override string ToString() => nameof(SessionBody);
}
