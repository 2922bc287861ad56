using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Konscious.Security.Cryptography;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Web.Cryptography;

/// <summary>
/// docs/vectors/cryptography.json, and a second implementation of docs/cryptography.md, written from that document
/// alone with .NET's primitives.
/// </summary>
internal static class Vectors
{
    private const int Nonce = 12;
    private const int Tag = 16;

    public static JsonNode All { get; } = Read();

    public static JsonNode At(this JsonNode? node, string field) =>
        node?[field] ?? throw new InvalidOperationException($"The vectors lack {field}.");

    public static IEnumerable<JsonNode> List(this JsonNode node) => node.AsArray().OfType<JsonNode>();

    public static string Text(this JsonNode node, string field) => node.At(field).ToString();

    public static byte[] Bytes(this JsonNode node, string field) => Convert.FromHexString(node.Text(field));

    public static byte[] Fields(params string[] parts) => Encoding.UTF8.GetBytes(string.Join('\u001f', parts));

    public static byte[] Stretch(byte[] password, byte[] salt, int memoryMiB)
    {
        using var argon = new Argon2id(password)
        {
            Salt = salt,
            MemorySize = memoryMiB * 1024,
            Iterations = 3,
            DegreeOfParallelism = 1,
        };
        return argon.GetBytes(32);
    }

    public static byte[] Derive(byte[] secret, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, [], Encoding.UTF8.GetBytes(purpose));

    /// <summary>Opens version 1 || nonce || ciphertext || tag.</summary>
    public static byte[] Open(byte[] key, byte[] sealedBytes, params string[] place)
    {
        Assert.Equal(1, sealedBytes[0]);
        using var aes = new AesGcm(key, Tag);
        var plaintext = new byte[sealedBytes.Length - 1 - Nonce - Tag];
        var nonce = sealedBytes.AsSpan(1, Nonce);
        var ciphertext = sealedBytes.AsSpan(1 + Nonce, plaintext.Length);
        aes.Decrypt(nonce, ciphertext, sealedBytes.AsSpan(^Tag..), plaintext, Fields(["rc2", .. place]));
        return plaintext;
    }

    /// <summary>Seals in the same form.</summary>
    public static byte[] Seal(byte[] key, byte[] plaintext, params string[] place)
    {
#pragma warning disable CA5390 // The key is derived from a drawn code: the texts in it are the names of purposes.
        using var aes = new AesGcm(key, Tag);
#pragma warning restore CA5390
        var nonce = RandomNumberGenerator.GetBytes(Nonce);
        var (ciphertext, tag) = (new byte[plaintext.Length], new byte[Tag]);
        aes.Encrypt(nonce, plaintext, ciphertext, tag, Fields(["rc2", .. place]));
        return [1, .. nonce, .. ciphertext, .. tag];
    }

    private static JsonNode Read()
    {
        var text = File.ReadAllText(Checkout.In("docs", "vectors", "cryptography.json"));
        return JsonNode.Parse(text) ?? throw new InvalidOperationException("The vectors are empty.");
    }
}
