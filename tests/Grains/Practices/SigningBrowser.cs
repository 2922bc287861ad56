using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using RedConnect.Grains.Contracts.Practices;

namespace RedConnect.Tests.Grains.Practices;

/// <summary>A browser with a key pair of its own, as docs/cryptography.md, section 5, has it.</summary>
internal sealed class SigningBrowser : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Id { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public NewWorkplace Introduction => new(Id, [.. key.ExportSubjectPublicKeyInfo()], [5]);

    public void Dispose() => key.Dispose();

    public ImmutableArray<byte> Sign(string practice, string user, ImmutableArray<byte> challenge)
    {
        string[] fields = ["rc2", "login", practice, user, Convert.ToBase64String(challenge.AsSpan())];
        return [.. key.SignData(Encoding.UTF8.GetBytes(string.Join('\u001f', fields)), HashAlgorithmName.SHA256)];
    }
}
