using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Api.Portal;

/// <summary>A user of the list.</summary>
internal sealed record ListedUserView(
    string Id,
    IReadOnlyList<string> Roles,
    bool Active,
    bool MustChangePassword,
    byte[] SealedFullName,
    byte[] SealedCard,
    long Revision)
{
    public static ListedUserView Of(UserView user) => new(
        user.Id,
        RoleWords.Of(user.Roles),
        user.IsActive,
        user.MustChangePassword,
        [.. user.SealedFullName],
        [.. user.SealedCard],
        user.Revision);

    public override string ToString() => nameof(ListedUserView);
}

/// <summary>All users, and what changing them needs.</summary>
internal sealed record RosterView(
    long KeyRevision, long SheetRevision, byte[] SealedSheetCard, IReadOnlyList<ListedUserView> Users)
{
    public override string ToString() => nameof(RosterView);
}

/// <summary>What the recovery sheet opens.</summary>
/// <param name="Keys">Later practitioner key pairs, with the sheet's copies.</param>
internal sealed record SheetRingView(
    string UserId,
    IReadOnlyList<string> Roles,
    long Revision,
    byte[] SheetKeyRing,
    byte[] SealedSheetCard,
    IReadOnlyList<OwnKeyBody> Keys)
{
    public static SheetRingView Of(UserView user, SheetView sheet, IEnumerable<PractitionerKeys> keys) => new(
        user.Id,
        RoleWords.Of(user.Roles),
        user.Revision,
        [.. sheet.KeyRing],
        [.. sheet.SealedCard],
        [.. keys.Select(key => new OwnKeyBody(key.Revision, [.. key.SealedPublicKey], [.. key.SheetCopy]))]);

    public override string ToString() => nameof(SheetRingView);
}
