using System.Collections.Immutable;
using System.Security.Cryptography;

namespace RedConnect.Grains.Practices;

/// <summary>
/// One salted SHA-256 of a password-derived key. Argon2id has stretched the password in the browser already: the key
/// cannot be guessed faster than that. This keeps a stolen store from being a list of keys to sign in with.
/// </summary>
[GenerateSerializer, Immutable, Alias("redconnect.Verifier")]
internal sealed record Verifier(
    [property: Id(0)] ImmutableArray<byte> Salt,
    [property: Id(1)] ImmutableArray<byte> Hash)
{
    private const int SaltLength = 16;

    /// <summary>Matches nothing; checking against it costs as much as against a real one.</summary>
    public static Verifier Nobody { get; } = Of([.. RandomNumberGenerator.GetBytes(32)]);

    public static Verifier Of(ImmutableArray<byte> key)
    {
        ImmutableArray<byte> salt = [.. RandomNumberGenerator.GetBytes(SaltLength)];
        return new(salt, [.. Salted(salt, key)]);
    }

    public bool Matches(ImmutableArray<byte> key) =>
        CryptographicOperations.FixedTimeEquals(Hash.AsSpan(), Salted(Salt, key));

    public override string ToString() => nameof(Verifier);

    private static byte[] Salted(ImmutableArray<byte> salt, ImmutableArray<byte> key) =>
        SHA256.HashData([.. salt, .. key]);
}
