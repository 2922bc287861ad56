using System.Security.Cryptography;
using System.Text;

namespace RedConnect.Tests.Browser.Scene.Lying;

/// <summary>What a server can do that has the room key, and keys of its own to show in the place of others.</summary>
internal sealed class StolenKey(string room, byte[] roomKey) : IDisposable
{
    private const int Nonce = 12;
    private const int Tag = 16;
    private readonly ECDiffieHellman own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>An uncompressed point.</summary>
    public byte[] PublicKey
    {
        get
        {
            var point = own.ExportParameters(false).Q;
            return [4, .. point.X ?? [], .. point.Y ?? []];
        }
    }

    public byte[] OpenHello(byte[] sealedHello, string[] place) =>
        Open(HelloKey, sealedHello, ["hello", room, .. place]);

    public byte[] SealHello(Page page, string[] place) => Seal(HelloKey, page.Hello, ["hello", room, .. place]);

    /// <summary>Opens what one page sealed for the other in the belief that ours was the other's key.</summary>
    public byte[] OpenSignal(Page from, Page to, string number, byte[] sealedSignal) =>
        Open(SignalKey(from, from, Forged(to)), sealedSignal, SignalPlace(from, to, number));

    /// <summary>Seals for one page as if our key were the other's.</summary>
    public byte[] SealSignal(Page from, Page to, string number, byte[] plaintext) =>
        Seal(SignalKey(to, Forged(from), to), plaintext, SignalPlace(from, to, number));

    /// <summary>The commitment to a nonce of a page that has our key.</summary>
    public string Commitment(Page from, Page to, string nonce) => Convert.ToHexStringLower(SHA256.HashData(
        Fields(["rc2", "commitment", room, .. from.End, .. to.End, nonce])));

    public Page Forged(Page page) => page with { PublicKey = PublicKey };

    public static string SeatId(byte[] secret) => Convert.ToHexStringLower(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 16, [], "rc2/seat-id"u8.ToArray()));

    public void Dispose() => own.Dispose();

    private byte[] HelloKey => HKDF.DeriveKey(HashAlgorithmName.SHA256, roomKey, 32, [], "rc2/hello"u8.ToArray());

    private byte[] SignalKey(Page real, Page from, Page to)
    {
        using var other = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = real.PublicKey[1..33], Y = real.PublicKey[33..] },
        });
        byte[] secret = [.. own.DeriveRawSecretAgreement(other.PublicKey), .. roomKey];
        var purpose = Fields(["rc2/signal", room, .. from.KeyEnd, .. to.KeyEnd]);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, [], purpose);
    }

    private string[] SignalPlace(Page from, Page to, string number) =>
        ["signal", room, .. from.Place, .. to.Place, number];

    private static byte[] Open(byte[] key, byte[] sealedBytes, string[] place)
    {
        using var aes = new AesGcm(key, Tag);
        var plaintext = new byte[sealedBytes.Length - 1 - Nonce - Tag];
        var nonce = sealedBytes.AsSpan(1, Nonce);
        aes.Decrypt(
            nonce, sealedBytes.AsSpan((1 + Nonce)..^Tag), sealedBytes.AsSpan(^Tag..), plaintext, PlaceOf(place));
        return plaintext;
    }

    private static byte[] Seal(byte[] key, byte[] plaintext, string[] place)
    {
        using var aes = new AesGcm(key, Tag);
        byte[] sealedBytes = [1, .. RandomNumberGenerator.GetBytes(Nonce), .. plaintext, .. new byte[Tag]];
        var nonce = sealedBytes.AsSpan(1, Nonce);
        aes.Encrypt(
            nonce, plaintext, sealedBytes.AsSpan((1 + Nonce)..^Tag), sealedBytes.AsSpan(^Tag..), PlaceOf(place));
        return sealedBytes;
    }

    private static byte[] PlaceOf(string[] place) => Fields(["rc2", .. place]);

    private static byte[] Fields(string[] parts) => Encoding.UTF8.GetBytes(string.Join('\u001f', parts));
}
