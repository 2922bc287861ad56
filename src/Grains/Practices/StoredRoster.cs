using System.Collections.Immutable;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Grains.Practices;

/// <summary>A user in the roster.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.Member")]
internal sealed record Member(
    [property: Id(0)] string KeyName, [property: Id(1)] string Id, [property: Id(2)] Roles Roles,
    [property: Id(3)] bool IsActive)
{
    public override string ToString() => $"{nameof(Member)} {Roles}";

    public bool Is(Roles role) => IsActive && Roles.HasFlag(role);
}

/// <summary>Rights that were decided and that the user's own record may not have yet.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.OpenAccess")]
internal sealed record OpenAccess([property: Id(0)] Member Member, [property: Id(1)] ImmutableArray<byte> SealedCard)
{
    public override string ToString() => nameof(OpenAccess);
}

/// <summary>A roster at rest.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredRoster")]
internal sealed record StoredRoster
{
    [Id(0)]
    public ImmutableArray<Member> Members { get; init; } = [];

    [Id(1)]
    public ImmutableArray<PractitionerKeys> Keys { get; init; } = [];

    [Id(2)]
    public OpenAccess? Open { get; init; }

    /// <summary>The pair in use; the first one is in the key rings.</summary>
    public long KeyRevision => Keys.Length + 1;

    public Member? Find(string id) => Members.FirstOrDefault(member => member.Id == id);

    public bool HasAdministrator => Members.Any(member => member.Is(Roles.Administrator));

    public StoredRoster With(Member member, ImmutableArray<byte> sealedCard) => this with
    {
        Members = Find(member.Id) is { } before ? Members.Replace(before, member) : Members.Add(member),
        Open = new OpenAccess(member, sealedCard),
    };

    /// <summary>Another set of practitioners needs another key pair, with a copy for each of them.</summary>
    public StoredRoster? WithKeys(StoredRoster before, PractitionerKeys? keys)
    {
        if (keys is null)
        {
            return Practitioners.SetEquals(before.Practitioners) ? this : null;
        }

        return keys.Revision == KeyRevision + 1 && Practitioners.SetEquals(keys.Copies.Select(copy => copy.UserId))
            ? this with { Keys = Keys.Add(keys) }
            : null;
    }

    public override string ToString() => nameof(StoredRoster);

    private HashSet<string> Practitioners =>
        [.. Members.Where(member => member.Is(Roles.Practitioner)).Select(member => member.Id)];
}
