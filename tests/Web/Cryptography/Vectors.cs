using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Konscious.Security.Cryptography;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Web.Cryptography;

/// <summary>docs/vectors/cryptography.json, and docs/cryptography.md once more: written from the document alone, with
/// .NET's primitives.</summary>
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
        using var argon =
            new Argon2id(password) { Salt = salt, MemorySize = memoryMiB * 1024, Iterations = 3,
            DegreeOfParallelism = 1 };
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
        aes.Decrypt(sealedBytes.AsSpan(1, Nonce), sealedBytes.AsSpan(1 + Nonce, plaintext.Length),
            sealedBytes.AsSpan(^Tag..), plaintext, Fields(["rc1", .. place]));
        return plaintext;
    }

    private static JsonNode Read()
    {
        var text = File.ReadAllText(Checkout.In("docs", "vectors", "cryptography.json"));
        return JsonNode.Parse(text) ?? throw new InvalidOperationException("The vectors are empty.");
    }
}
