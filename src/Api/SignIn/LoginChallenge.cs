using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using RedConnect.Hosting;

namespace RedConnect.Api.SignIn;

/// <summary>
/// Bytes for a workplace to sign: good for one practice and two minutes, on every API server, and kept by none. Time
/// (8 bytes), nonce (8), and HMAC-SHA-256 of both and the practice under the deployment's key, cut to 16.
/// </summary>
internal sealed class LoginChallenge(DeploymentKey key, TimeProvider time)
{
    public const int Length = 32;

    private const int Stamp = sizeof(long);
    private const int Signed = 16;
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(2);
    private readonly byte[] mac = key.Derive("login-challenge");

    /// <summary>A challenge for a practice, whether it exists or not.</summary>
    public byte[] Issue(string practice)
    {
        var challenge = new byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(challenge, time.GetUtcNow().UtcTicks);
        RandomNumberGenerator.Fill(challenge.AsSpan(Stamp..Signed));
        Mac(challenge, practice).CopyTo(challenge.AsSpan(Signed));
        return challenge;
    }

    /// <summary>Whether it was issued for this practice in the last two minutes.</summary>
    public bool IsFresh(ReadOnlySpan<byte> challenge, string practice) =>
        challenge.Length == Length
        && CryptographicOperations.FixedTimeEquals(Mac(challenge, practice), challenge[Signed..])
        && time.GetUtcNow().UtcTicks - BinaryPrimitives.ReadInt64BigEndian(challenge) is var age
        && age >= 0 && age < Validity.Ticks;

    /// <summary>The message a workplace signs (docs/cryptography.md, "login").</summary>
    public static byte[] Message(string practice, string user, ReadOnlySpan<byte> challenge) =>
        Encoding.UTF8.GetBytes(string.Join('\u001f', "rc2", "login", practice, user,
            Convert.ToBase64String(challenge)));

    /// <summary>
    /// Whether the signature (IEEE P1363, 64 bytes, ECDSA P-256 with SHA-256) over the message is this public key's.
    /// </summary>
    public static bool IsSigned(ReadOnlySpan<byte> publicKey, byte[] message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.IsEmpty)
        {
            return false;
        }

        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return key.KeySize == 256 && key.VerifyData(message, signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private ReadOnlySpan<byte> Mac(ReadOnlySpan<byte> challenge, string practice)
    {
        byte[] message = [.. challenge[..Signed], .. Encoding.UTF8.GetBytes(practice)];
        return HMACSHA256.HashData(mac, message).AsSpan(..(Length - Signed));
    }
}
