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

    public static StoredPractice Of(NewPractice practice) => new()
    {
        SheetHash = [.. SHA256.HashData(practice.SheetAuth.AsSpan())],
        SheetKeyRing = practice.SheetKeyRing,
        Registration = Digest(practice),
    };

    public bool WasRegisteredAs(NewPractice practice) =>
        CryptographicOperations.FixedTimeEquals(Registration.AsSpan(), Digest(practice).AsSpan());

    public override string ToString() => nameof(StoredPractice);

    /// <summary>Over all fields, each after its length.</summary>
    private static ImmutableArray<byte> Digest(NewPractice practice)
    {
        ImmutableArray<byte>[] fields =
        [
            Utf8(practice.UserKeyName), Utf8(practice.UserId), practice.SealedFullName, practice.AuthKey,
            practice.WrappedKeyRing, Utf8(practice.Workplace.Id), practice.Workplace.PublicKey,
            practice.Workplace.SealedName, practice.SheetAuth, practice.SheetKeyRing,
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
