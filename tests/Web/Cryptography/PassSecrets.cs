using System.Security.Cryptography;
using System.Text;

namespace RedConnect.Tests.Web.Cryptography;

/// <summary>The end of a code's derivation.</summary>
internal static class PassSecrets
{
    private static readonly byte[] One = [.. new byte[31], 1];

    /// <param name="evaluated">Of the code, blinded with one.</param>
    /// <param name="code">Nine digits.</param>
    public static byte[] Stretch(byte[] evaluated, string code)
    {
        var output = Oprf.Finish(Encoding.ASCII.GetBytes(code), One, evaluated);
        return Vectors.Stretch(output, Encoding.UTF8.GetBytes("redconnect/rc2/access-code"), 32);
    }

    public static byte[] KeyOf(byte[] secret) => Vectors.Derive(secret, "rc2/code-key");

    public static string FingerprintOf(byte[] secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Vectors.Derive(secret, "rc2/code-id")));
}
