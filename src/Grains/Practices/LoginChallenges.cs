using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace RedConnect.Grains.Practices;

/// <summary>
/// Random bytes to sign: good once, for two minutes, 256 at a time. In memory: after a restart the browser asks for
/// another.
/// </summary>
internal sealed class LoginChallenges
{
    private const int Most = 256;
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(2);
    private readonly Dictionary<string, DateTimeOffset> open = [];

    public ImmutableArray<byte> Issue(DateTimeOffset now)
    {
        foreach (var old in open.Where(c => c.Value <= now).Select(c => c.Key).ToList())
        {
            open.Remove(old);
        }

        if (open.Count >= Most)
        {
            open.Remove(open.MinBy(c => c.Value).Key);
        }

        var challenge = RandomNumberGenerator.GetBytes(32);
        open[Convert.ToHexString(challenge)] = now + Validity;
        return [.. challenge];
    }

    public bool Use(ImmutableArray<byte> challenge, DateTimeOffset now) =>
        open.Remove(Convert.ToHexString(challenge.AsSpan()), out var until) && until > now;

    /// <summary>The message a workplace signs (docs/cryptography.md, "login").</summary>
    public static byte[] Message(string practiceKeyName, string userKeyName, ImmutableArray<byte> challenge) =>
        Encoding.UTF8.GetBytes(string
            .Join('\u001f', "rc2", "login", practiceKeyName, userKeyName, Convert.ToBase64String(challenge.AsSpan())));

    /// <summary>
    /// Whether the signature (IEEE P1363, 64 bytes, ECDSA P-256 with SHA-256) over the message is this public key's.
    /// </summary>
    public static bool Signed(ImmutableArray<byte> publicKey, byte[] message, ImmutableArray<byte> signature)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey.AsSpan(), out _);
            return key.KeySize == 256 && key.VerifyData(message, signature.AsSpan(), HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
