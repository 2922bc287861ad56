using System.Collections.Immutable;
using System.Security.Cryptography;

namespace RedConnect.Grains.Practices;

/// <summary>
/// A salted, slow hash of a password-derived key: PBKDF2-HMAC-SHA-256 (RFC 8018), 32 bytes out. The key was already
/// stretched by Argon2id in the browser; this keeps a stolen store from being a list of keys to sign in with.
/// </summary>
/// <param name="Version">Of the algorithm and its parameters; 1 is the one above with <paramref
/// name="Iterations"/>.</param>
[GenerateSerializer, Immutable, Alias("redconnect.Verifier")]
internal sealed record Verifier(
    [property: Id(0)] int Version,
    [property: Id(1)] int Iterations,
    [property: Id(2)] ImmutableArray<byte> Salt,
    [property: Id(3)] ImmutableArray<byte> Hash)
{
    private const int CurrentIterations = 60_000;

    /// <summary>Matches nothing; checking against it costs as much as against a real one.</summary>
    public static Verifier Nobody { get; } = Of([.. RandomNumberGenerator.GetBytes(32)]);

    public static Verifier Of(ImmutableArray<byte> key)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return new(1, CurrentIterations, [.. salt], [.. Stretch(key, salt, CurrentIterations)]);
    }

    public bool Matches(ImmutableArray<byte> key) =>
        CryptographicOperations.FixedTimeEquals(Hash.AsSpan(), Stretch(key, Salt.AsSpan(), Iterations));

    public override string ToString() => nameof(Verifier);

    private static byte[] Stretch(ImmutableArray<byte> key, ReadOnlySpan<byte> salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(key.AsSpan(), salt, iterations, HashAlgorithmName.SHA256, 32);
}
