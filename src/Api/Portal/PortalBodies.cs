using System.ComponentModel.DataAnnotations;
using RedConnect.Api.SignIn;
using RedConnect.Grains.Contracts.Practices;
using RedConnect.Grains.Contracts.Sessions;

namespace RedConnect.Api.Portal;

/// <summary>Registers a practice.</summary>
public sealed record RegisterBody(
    [ShortName] string Practice,
    [ShortName] string User,
    [Id] string UserId,
    [Length(1, 512)] byte[] SealedFullName,
    [Length(1, 1024)] byte[] SealedCard,
    CredentialsBody Credentials,
    WorkplaceBody Workplace,
    SheetBody Sheet,
    [StringLength(100)] string? Invitation = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Workplace.SealedName is null)
        {
            yield return new("The first workplace has a name.", ["workplace.sealedName"]);
        }
    }

    public NewPractice ToPractice() => new(
        new NewUser(
            ShortName.KeyName(User),
            UserId,
            Grains.Contracts.Practices.Roles.Practitioner | Grains.Contracts.Practices.Roles.Administrator,
            [.. SealedFullName],
            [.. SealedCard],
            Credentials.ToCredentials()),
        Workplace.ToWorkplace(),
        Sheet.ToSheet());

    public override string ToString() => nameof(RegisterBody);
}

/// <summary>A recovery sheet.</summary>
public sealed record SheetBody(
    [Length(32, 32)] byte[] Auth, [Length(1, 8192)] byte[] KeyRing, [Length(1, 1024)] byte[] SealedCard)
{
    public NewSheet ToSheet() => new([.. Auth], [.. KeyRing], [.. SealedCard]);

    public override string ToString() => nameof(SheetBody);
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

/// <summary>Who is signed in.</summary>
/// <param name="Keys">The practitioner key pairs that followed the first, oldest first.</param>
internal sealed record SessionBody(
    string Practice,
    string UserId,
    IReadOnlyList<string> Roles,
    byte[] SealedFullName,
    byte[] SealedCard,
    byte[] WrappedKeyRing,
    string Workplace,
    bool MustChangePassword,
    long Revision,
    IReadOnlyList<OwnKeyBody> Keys)
{
    public static SessionBody Of(SessionView session, IEnumerable<PractitionerKeys> keys) => new(
        session.Practice,
        session.User.Id,
        RoleWords.Of(session.User.Roles),
        [.. session.User.SealedFullName],
        [.. session.User.SealedCard],
        [.. session.User.WrappedKeyRing],
        session.Workplace,
        session.User.MustChangePassword,
        session.User.Revision,
        [.. keys.Select(key => OwnKeyBody.Of(key, session.User.Id))]);

    public override string ToString() => nameof(SessionBody);
}

/// <summary>A later practitioner key pair as its user gets it.</summary>
internal sealed record OwnKeyBody(long Revision, byte[] SealedPublicKey, byte[]? SealedPrivateKey)
{
    public static OwnKeyBody Of(PractitionerKeys keys, string user) => new(
        keys.Revision,
        [.. keys.SealedPublicKey],
        keys.Copies.FirstOrDefault(copy => copy.UserId == user) is { } copy ? [.. copy.Sealed] : null);

    public override string ToString() => nameof(OwnKeyBody);
}
