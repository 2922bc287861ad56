using System.Security.Cryptography;
using System.Text;

namespace RedConnect.Tests.Web.Cryptography;

/// <summary>What a thief can make of a guessed code.</summary>
internal static class Guess
{
    /// <summary>The code on the curve, which is all of the function that needs no key.</summary>
    public static byte[] HashOf(string code) => Oprf.Blind(Encoding.ASCII.GetBytes(code), One);

    private static byte[] One { get; } = [.. new byte[31], 1];

    /// <summary>Every value of the derivation with the key left out, replaced by one, or by that of rc1.</summary>
    public static IEnumerable<byte[]> WithoutTheKey(string code)
    {
        var digits = Encoding.ASCII.GetBytes(code);
        byte[][] inputs = [digits, HashOf(code), Oprf.Finish(digits, One, HashOf(code)), SHA256.HashData(digits)];
        foreach (var input in inputs)
        {
            yield return SHA256.HashData(input);
            foreach (var version in new[] { "rc1", "rc2" })
            {
                var secret = Vectors.Stretch(input, Encoding.UTF8.GetBytes($"redconnect/{version}/access-code"), 32);
                yield return secret;
                foreach (var purpose in new[] { "code-id", "code-key", "link-id", "link-key" })
                {
                    var derived = Vectors.Derive(secret, $"{version}/{purpose}");
                    yield return derived;
                    yield return SHA256.HashData(derived);
                }
            }
        }
    }

    /// <summary>Raw, and as the texts that a store may hold.</summary>
    public static IEnumerable<string> WaysToStore(byte[] value) =>
    [
        Encoding.Latin1.GetString(value),
        Convert.ToHexString(value),
        Convert.ToHexStringLower(value),
        Convert.ToBase64String(value).TrimEnd('='),
    ];
}
