using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using RedConnect.Hosting;

namespace RedConnect.Api.DataProtection;

/// <summary>
/// Encrypts data-protection keys with AES-256-GCM under the deployment's key, so that a copy of the store signs nobody
/// in. Nonce (12 bytes), tag (16 bytes), ciphertext, in base64.
/// </summary>
internal sealed class DeploymentKeyEncryptor(DeploymentKey key) : IXmlEncryptor
{
    public const string Purpose = "data-protection";
    public const string Element = "encrypted";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plaintext = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var (nonceLength, tagLength) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        var (nonce, tag, ciphertext) =
            (RandomNumberGenerator.GetBytes(nonceLength), new byte[tagLength], new byte[plaintext.Length]);
        using var aes = new AesGcm(key.Derive(Purpose), tagLength);
        aes.Encrypt(nonce, plaintext, ciphertext, tag);
        return new EncryptedXmlInfo(
            new XElement(Element, Convert.ToBase64String([.. nonce, .. tag, .. ciphertext])),
            typeof(DeploymentKeyDecryptor));
    }
}

/// <summary>Made by the framework, by the name that is stored with each encrypted key.</summary>
internal sealed class DeploymentKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var (nonceLength, tagLength) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        ReadOnlySpan<byte> stored = Convert.FromBase64String(encryptedElement.Value);
        var nonce = stored[..nonceLength];
        var tag = stored.Slice(nonceLength, tagLength);
        var ciphertext = stored[(nonceLength + tagLength)..];
        var plaintext = new byte[ciphertext.Length];
        using var aes = new AesGcm(
            services.GetRequiredService<DeploymentKey>().Derive(DeploymentKeyEncryptor.Purpose), tagLength);
        aes.Decrypt(nonce, ciphertext, tag, plaintext);
        return XElement.Parse(Encoding.UTF8.GetString(plaintext));
    }
}
