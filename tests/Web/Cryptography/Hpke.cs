using System.Security.Cryptography;
using System.Text;

namespace RedConnect.Tests.Web.Cryptography;

/// <summary>
/// Opening in HPKE's base mode (RFC 9180 sections 4, 5 and 7.1) with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and
/// AES-256-GCM, with .NET's primitives.
/// </summary>
internal static class Hpke
{
    private const int Tag = 16;
    private static readonly byte[] Kem = [.. "KEM"u8, 0, 0x10];
    private static readonly byte[] Suite = [.. "HPKE"u8, 0, 0x10, 0, 1, 0, 2];

    public static byte[] Open(byte[] pkcs8, byte[] publicKey, byte[] encapsulated, byte[] info, byte[] ciphertext)
    {
        var shared = Decapsulate(pkcs8, publicKey, encapsulated);
        byte[] context = [0, .. Extract(Suite, [], "psk_id_hash", []), .. Extract(Suite, [], "info_hash", info)];
        var secret = Extract(Suite, shared, "secret", []);
        using var aes = new AesGcm(Expand(Suite, secret, "key", context, 32), Tag);
        var nonce = Expand(Suite, secret, "base_nonce", context, 12);
        var plaintext = new byte[ciphertext.Length - Tag];
        aes.Decrypt(nonce, ciphertext.AsSpan(..^Tag), ciphertext.AsSpan(^Tag..), plaintext);
        return plaintext;
    }

    private static byte[] Decapsulate(byte[] pkcs8, byte[] publicKey, byte[] encapsulated)
    {
        using var own = ECDiffieHellman.Create();
        own.ImportPkcs8PrivateKey(pkcs8, out _);
        using var other = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = encapsulated[1..33], Y = encapsulated[33..65] },
        });
        var secret = Extract(Kem, [], "eae_prk", own.DeriveRawSecretAgreement(other.PublicKey));
        return Expand(Kem, secret, "shared_secret", [.. encapsulated, .. publicKey], 32);
    }

    private static byte[] Extract(byte[] suite, byte[] salt, string label, byte[] input)
    {
        byte[] labelled = [.. "HPKE-v1"u8, .. suite, .. Encoding.ASCII.GetBytes(label), .. input];
        return HKDF.Extract(HashAlgorithmName.SHA256, labelled, salt);
    }

    private static byte[] Expand(byte[] suite, byte[] secret, string label, byte[] info, int length)
    {
        byte[] labelled = [0, (byte)length, .. "HPKE-v1"u8, .. suite, .. Encoding.ASCII.GetBytes(label), .. info];
        return HKDF.Expand(HashAlgorithmName.SHA256, secret, length, labelled);
    }
}
