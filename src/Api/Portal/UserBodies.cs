using System.ComponentModel.DataAnnotations;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Api.Portal;

/// <summary>What a password proves and opens.</summary>
public sealed record CredentialsBody(
    [Length(32, 32)] byte[] AuthKey, [Length(1, 8192)] byte[] WrappedKeyRing, [Length(1, 128)] byte[] SealedNamingKey)
{
    public Credentials ToCredentials() => new([.. AuthKey], [.. WrappedKeyRing], [.. SealedNamingKey]);

    public override string ToString() => nameof(CredentialsBody);
}

/// <summary>Adds a user with an initial password.</summary>
public sealed record NewUserBody(
    [ShortName] string User,
    [RoleWords] IReadOnlyList<string> Roles,
    [Length(1, 512)] byte[] SealedFullName,
    [Length(1, 1024)] byte[] SealedCard,
    CredentialsBody Credentials,
    [Range(1, long.MaxValue)] long KeyRevision)
{
    public NewUser ToUser(string id) => new(
        ShortName.KeyName(User), id, RoleWords.Parse(Roles), [.. SealedFullName], [.. SealedCard],
        Credentials.ToCredentials());

    public override string ToString() => nameof(NewUserBody);
}

/// <summary>Another password, set by an administrator.</summary>
public sealed record PasswordBody(
    CredentialsBody Credentials,
    [Length(1, 1024)] byte[] SealedCard,
    [Range(1, long.MaxValue)] long KeyRevision,
    [Range(1, long.MaxValue)] long Seen)
{
    public NewPassword ToPassword(bool isInitial) =>
        new(Credentials.ToCredentials(), [.. SealedCard], isInitial, KeyRevision, Seen);

    public override string ToString() => nameof(PasswordBody);
}

/// <summary>One's own other password.</summary>
public sealed record OwnPasswordBody([Length(32, 32)] byte[] AuthKey, PasswordBody Password)
{
    public override string ToString() => nameof(OwnPasswordBody);
}

/// <summary>Shows the recovery sheet for a user whose password is lost.</summary>
public sealed record SheetProofBody([ShortName] string Practice, [ShortName] string User, [Length(32, 32)] byte[] Auth)
{
    public override string ToString() => nameof(SheetProofBody);
}

/// <summary>Sets the password of a user with the recovery sheet.</summary>
public sealed record PasswordRecoveryBody(SheetProofBody Sheet, PasswordBody Password)
{
    public override string ToString() => nameof(PasswordRecoveryBody);
}

/// <summary>Replaces the recovery sheet.</summary>
public sealed record NewSheetBody(SheetBody Sheet, [Range(1, long.MaxValue)] long Seen)
{
    public override string ToString() => nameof(NewSheetBody);
}

/// <summary>A practitioner private key, sealed to one user's public key.</summary>
public sealed record KeyCopyBody([Id] string UserId, [Length(1, 512)] byte[] SealedPrivateKey)
{
    public override string ToString() => nameof(KeyCopyBody);
}

/// <summary>The practitioner key pair that replaces the one before.</summary>
public sealed record PractitionerKeysBody(
    [Range(2, long.MaxValue)] long Revision,
    [Length(1, 512)] byte[] SealedPublicKey,
    [Length(0, 500)] IReadOnlyList<KeyCopyBody> Copies,
    [Length(1, 512)] byte[] SheetCopy)
{
    // The reader of JSON lets null into a list, whatever its type says.
    public PractitionerKeys ToKeys() => new(
        Revision,
        [.. SealedPublicKey],
        [.. Copies.OfType<KeyCopyBody>().Select(copy => new KeyCopy(copy.UserId, [.. copy.SealedPrivateKey]))],
        [.. SheetCopy]);

    public override string ToString() => nameof(PractitionerKeysBody);
}

/// <summary>What a user may do from now on.</summary>
public sealed record AccessBody(
    [RoleWords] IReadOnlyList<string> Roles,
    bool Active,
    [Length(1, 1024)] byte[] SealedCard,
    [Range(1, long.MaxValue)] long Seen,
    PractitionerKeysBody? Keys = null)
{
    public ChangeAccess ToCommand(string user) =>
        new(user, RoleWords.Parse(Roles), Active, [.. SealedCard], Seen, Keys?.ToKeys());

    public override string ToString() => nameof(AccessBody);
}
