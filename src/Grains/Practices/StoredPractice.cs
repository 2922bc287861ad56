using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Grains.Practices;

/// <summary>A practice at rest.</summary>
[GenerateSerializer, Immutable, Alias("redconnect.StoredPractice")]
internal sealed record StoredPractice
{
    [Id(0)]
    public ImmutableArray<byte> SheetHash { get; init; } = [];

    [Id(1)]
    public ImmutableArray<byte> SheetKeyRing { get; init; } = [];

    /// <summary>
    /// SHA-256 of the registration, by which its repetition is recognised. It says nothing about the password: the
    /// sheet's 128 random bits are in it.
    /// </summary>
    [Id(2)]
    public ImmutableArray<byte> Registration { get; init; } = [];

    [Id(3)]
    public ImmutableArray<byte> SheetCard { get; init; } = [];

    [Id(4)]
    public long SheetRevision { get; init; }

    public static StoredPractice Of(NewPractice practice) =>
        new StoredPractice { Registration = Digest(practice) }.With(practice.Sheet);

    public StoredPractice With(NewSheet sheet) => this with
    {
        SheetHash = [.. SHA256.HashData(sheet.Auth.AsSpan())],
        SheetKeyRing = sheet.KeyRing,
        SheetCard = sheet.SealedCard,
        SheetRevision = SheetRevision + 1,
    };

    public bool HasSheet(ImmutableArray<byte> auth) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(auth.AsSpan()), SheetHash.AsSpan());

    public bool WasRegisteredAs(NewPractice practice) =>
        CryptographicOperations.FixedTimeEquals(Registration.AsSpan(), Digest(practice).AsSpan());

    public override string ToString() => nameof(StoredPractice);

    /// <summary>Over all fields, each after its length.</summary>
    private static ImmutableArray<byte> Digest(NewPractice practice)
    {
        var (user, workplace, sheet) = (practice.User, practice.Workplace, practice.Sheet);
        ImmutableArray<byte>[] fields =
        [
            Utf8(user.KeyName), Utf8(user.Id), user.SealedFullName, user.SealedCard, user.Credentials.AuthKey,
            user.Credentials.WrappedKeyRing, user.Credentials.SealedNamingKey, Utf8(workplace.Id), workplace.PublicKey,
            workplace.SealedName, sheet.Auth, sheet.KeyRing, sheet.SealedCard,
        ];
        var all = new ArrayBufferWriter<byte>();
        foreach (var field in fields)
        {
            all.Write(BitConverter.GetBytes(field.Length));
            all.Write(field.AsSpan());
        }

        return [.. SHA256.HashData(all.WrittenSpan)];
    }

    private static ImmutableArray<byte> Utf8(string text) => [.. Encoding.UTF8.GetBytes(text)];
}
