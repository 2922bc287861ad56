using System.Globalization;
using System.Numerics;

namespace RedConnect.Tests.Web.Cryptography;

/// <summary>The curve of FIPS 186-4 (D.1.2.3) in plain integers; not for secrets that matter.</summary>
internal static class P256
{
    public static readonly BigInteger Field = Hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    public static readonly BigInteger Order = Hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    public static readonly BigInteger A = Field - 3;
    public static readonly BigInteger B = Hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    /// <summary>A point that is not at infinity.</summary>
    internal readonly record struct Point(BigInteger X, BigInteger Y);

    public static BigInteger Mod(BigInteger value) => ((value % Field) + Field) % Field;

    public static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Mod(value), Field - 2, Field);

    /// <summary>The curve's right side.</summary>
    public static BigInteger Curve(BigInteger x) => Mod((x * x * x) + (A * x) + B);

    /// <summary>A square root, or null.</summary>
    public static BigInteger? Root(BigInteger square)
    {
        var root = BigInteger.ModPow(square, (Field + 1) / 4, Field);
        return Mod(root * root) == square ? root : null;
    }

    public static Point Add(Point one, Point other)
    {
        var slope = one == other
            ? ((3 * one.X * one.X) + A) * Inverse(2 * one.Y)
            : (other.Y - one.Y) * Inverse(other.X - one.X);
        var x = Mod((slope * slope) - one.X - other.X);
        return new Point(x, Mod((slope * (one.X - x)) - one.Y));
    }

    public static Point Multiply(Point point, BigInteger scalar)
    {
        Point? sum = null;
        for (var doubled = point; scalar > 0; doubled = Add(doubled, doubled), scalar >>= 1)
        {
            if (!scalar.IsEven)
            {
                sum = sum is { } before ? Add(before, doubled) : doubled;
            }
        }

        return sum ?? throw new ArgumentOutOfRangeException(nameof(scalar), "The product is at infinity.");
    }

    public static byte[] Encode(Point point)
    {
        var x = point.X.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [(byte)(point.Y.IsEven ? 2 : 3), .. new byte[32 - x.Length], .. x];
    }

    public static Point Decode(byte[] compressed)
    {
        var x = new BigInteger(compressed.AsSpan(1), isUnsigned: true, isBigEndian: true);
        var y = Root(Curve(x)) ?? throw new ArgumentException("Not on the curve.", nameof(compressed));
        return new Point(x, y.IsEven == (compressed[0] == 2) ? y : Field - y);
    }

    private static BigInteger Hex(string digits) =>
        BigInteger.Parse("0" + digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
