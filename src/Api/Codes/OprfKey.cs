using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Math;
using RedConnect.Hosting;
using ECCurve = Org.BouncyCastle.Math.EC.ECCurve;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace RedConnect.Api.Codes;

/// <summary>
/// The server's side of RFC 9497, mode OPRF with P-256 and SHA-256: evaluates a blinded access code without learning
/// it.
/// </summary>
internal sealed class OprfKey
{
    /// <summary>Of a compressed point.</summary>
    public const int ElementBytes = 33;

    private const int WideBytes = 48;
    private const int MaskBytes = 16;
    private static readonly ECCurve Curve = CustomNamedCurves.GetByName("secp256r1").Curve;
    private readonly BigInteger scalar;

    private OprfKey(BigInteger scalar) => this.scalar = scalar;

    /// <summary>
    /// The key of a deployment. 48 bytes, so that no scalar is noticeably likelier than another (RFC 9380, section 5).
    /// </summary>
    public static OprfKey Of(DeploymentKey deployment)
    {
        var drawn = new BigInteger(1, deployment.Derive("codes", WideBytes));
        return new OprfKey(drawn.Mod(Curve.Order.Subtract(BigInteger.One)).Add(BigInteger.One));
    }

    /// <summary>The key with this scalar: 32 bytes, big-endian, from 1 to the group's order less 1.</summary>
    public static OprfKey OfScalar(ReadOnlySpan<byte> scalar) => new(new BigInteger(1, scalar.ToArray()));

    /// <summary>Multiplies a client's element with the key; null when it is not an element of the group.</summary>
    /// <remarks>
    /// The library's multiplication takes a time that depends on its scalar: a random multiple of the group's order is
    /// added each time, which changes the scalar and not the product.
    /// </remarks>
    public byte[]? Evaluate(ReadOnlySpan<byte> blinded)
    {
        if (Decode(blinded) is not { } element)
        {
            return null;
        }

        var mask = new BigInteger(1, RandomNumberGenerator.GetBytes(MaskBytes));
        return element.Multiply(scalar.Add(Curve.Order.Multiply(mask))).Normalize().GetEncoded(compressed: true);
    }

    public override string ToString() => nameof(OprfKey);

    private static ECPoint? Decode(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length != ElementBytes)
        {
            return null;
        }

        try
        {
            var point = Curve.DecodePoint(encoded.ToArray());
            return point.IsInfinity || !point.IsValid() ? null : point;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or ArithmeticException)
        {
            return null;
        }
    }
}
