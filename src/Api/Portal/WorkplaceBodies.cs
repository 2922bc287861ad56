using System.ComponentModel.DataAnnotations;
using RedConnect.Grains.Contracts.Practices;

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

/// <summary>Approves a workplace with the recovery sheet and signs in.</summary>
public sealed record RecoveryBody(
    SignInBody SignIn,
    [Length(32, 32)] byte[] SheetAuth,
    WorkplaceBody Workplace) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        WorkplaceRequestBody.Same(SignIn, Workplace);

    public override string ToString() => nameof(RecoveryBody);
}

/// <summary>Asks that a workplace be approved.</summary>
public sealed record WorkplaceRequestBody(SignInBody SignIn, WorkplaceBody Workplace) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Workplace.SealedName is null
            ? [new("A workplace that asks has a name.", ["workplace.sealedName"])]
            : Same(SignIn, Workplace);

    public override string ToString() => nameof(WorkplaceRequestBody);

    internal static IEnumerable<ValidationResult> Same(SignInBody signIn, WorkplaceBody workplace) =>
        workplace.Id == signIn.Workplace ? [] : [new("The workplace that signs is the new one.", ["workplace"])];
}

/// <summary>Whether a request was decided.</summary>
internal sealed record WorkplaceStatusView(WorkplaceStatus Status);

/// <summary>A decision about a workplace.</summary>
public sealed record WorkplaceDecisionBody(
    [AllowedValues(WorkplaceStatus.Approved, WorkplaceStatus.Rejected, WorkplaceStatus.Blocked)] WorkplaceStatus Status,
    [Range(1, long.MaxValue)] long Seen)
{
    public DecideWorkplace ToCommand() => new(Status, Seen);
}

/// <summary>A workplace of the list.</summary>
internal sealed record ListedWorkplaceView(
    string Id,
    WorkplaceStatus Status,
    byte[] SealedName,
    string By,
    DateTimeOffset Since,
    DateOnly? LastUsed,
    bool Here,
    long Revision)
{
    public static ListedWorkplaceView Of(WorkplaceView workplace, string here) => new(
        workplace.Id,
        workplace.Status,
        [.. workplace.SealedName],
        workplace.By,
        workplace.Since,
        workplace.LastUsed,
        workplace.Id == here,
        workplace.Revision);

    public override string ToString() => $"{nameof(ListedWorkplaceView)} {Status}";
}
