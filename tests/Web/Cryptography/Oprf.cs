using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace RedConnect.Tests.Web.Cryptography;

/// <summary>
/// The client's side of RFC 9497, mode OPRF with P-256 and SHA-256, and the hash to the curve of RFC 9380 (section 8.2,
/// P256_XMD:SHA-256_SSWU_RO_): a second implementation, written from the RFCs with the platform's integers.
/// </summary>
internal static class Oprf
{
    private const int FieldBytes = 48;
    private static readonly byte[] Context = [.. "OPRFV1-"u8, 0, .. "-P256-SHA256"u8];
    private static readonly BigInteger Z = P256.Field - 10;

    /// <summary>The server's key, from the key of its deployment (docs/cryptography.md, section 2).</summary>
    public static byte[] KeyOf(byte[] deployment)
    {
        var wide = HKDF.DeriveKey(HashAlgorithmName.SHA256, deployment, FieldBytes, info: "redconnect/codes"u8.ToArray());
        return ((Number(wide) % (P256.Order - 1)) + 1).ToByteArray(isUnsigned: true, isBigEndian: true);
    }

    /// <summary>What a client sends.</summary>
    public static byte[] Blind(byte[] input, byte[] blind) =>
        P256.Encode(P256.Multiply(HashToGroup(input), Number(blind)));

    /// <summary>What a server answers; here it is the attacker's work, once the key is stolen too.</summary>
    public static byte[] Evaluate(byte[] key, byte[] element) =>
        P256.Encode(P256.Multiply(P256.Decode(element), Number(key)));

    /// <summary>The output of the function.</summary>
    public static byte[] Finish(byte[] input, byte[] blind, byte[] evaluated)
    {
        var inverse = BigInteger.ModPow(Number(blind), P256.Order - 2, P256.Order);
        var unblinded = P256.Multiply(P256.Decode(evaluated), inverse);
        return SHA256.HashData([.. WithLength(input), .. WithLength(P256.Encode(unblinded)), .. "Finalize"u8]);
    }

    private static P256.Point HashToGroup(byte[] input)
    {
        byte[] tag = [.. "HashToGroup-"u8, .. Context];
        var uniform = Expand(input, [.. tag, (byte)tag.Length]);
        var (first, second) = (Number(uniform[..FieldBytes]), Number(uniform[FieldBytes..]));
        return P256.Add(Map(P256.Mod(first)), Map(P256.Mod(second)));
    }

    /// <summary>RFC 9380, section 5.3.1: 96 bytes.</summary>
    private static byte[] Expand(byte[] message, byte[] tag)
    {
        const int Length = 2 * FieldBytes;
        var zero = SHA256.HashData([.. new byte[64], .. message, 0, Length, 0, .. tag]);
        var block = SHA256.HashData([.. zero, 1, .. tag]);
        List<byte> expanded = [.. block];
        for (byte n = 2; expanded.Count < Length; n++)
        {
            var mixed = zero.Zip(block, (a, b) => (byte)(a ^ b));
            block = SHA256.HashData([.. mixed, n, .. tag]);
            expanded.AddRange(block);
        }

        return [.. expanded[..Length]];
    }

    /// <summary>RFC 9380, section 6.6.2: simplified Shallue, van de Woestijne and Ulas.</summary>
    private static P256.Point Map(BigInteger u)
    {
        var zu = P256.Mod(Z * u * u);
        var divisor = P256.Mod((zu * zu) + zu);
        var minusBOverA = P256.Mod(-P256.B * P256.Inverse(P256.A));
        var x1 = divisor.IsZero
            ? P256.Mod(P256.B * P256.Inverse(Z * P256.A))
            : P256.Mod(minusBOverA * (1 + P256.Inverse(divisor)));
        var x = P256.Root(P256.Curve(x1)) is null ? P256.Mod(zu * x1) : x1;
        var y = P256.Root(P256.Curve(x)) ?? throw new InvalidOperationException("Neither candidate is on the curve.");
        return new P256.Point(x, y.IsEven == u.IsEven ? y : P256.Field - y);
    }

    private static byte[] WithLength(byte[] bytes)
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)bytes.Length);
        return [.. length, .. bytes];
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
