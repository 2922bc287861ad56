using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace RedConnect.Hosting;

/// <summary>Where the key of the deployment comes from; section <c>Keys</c>.</summary>
public sealed class KeysOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Keys";

    /// <summary>32 random bytes in base64, the same for all processes; from a secret store, never from a file that is
    /// kept with the store.</summary>
    public string? Secret { get; set; }

    /// <summary>A file with 32 random bytes, created if absent; without either setting <c>Store:Path</c> and
    /// <c>.key</c>.</summary>
    public string? File { get; set; }
}

/// <summary>
/// The secret of a deployment that is not in its store: encrypts data-protection keys, authenticates challenges,
/// evaluates access codes, and hides the subjects of limits. Every use has a key of its own.
/// </summary>
public sealed class DeploymentKey(byte[] key)
{
    /// <summary>Bytes for one purpose: HKDF-SHA-256 (RFC 5869).</summary>
    public byte[] Derive(string purpose, int length = 32) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, length, info: Encoding.UTF8.GetBytes("redconnect/" + purpose));

    /// <inheritdoc/>
    public override string ToString() => nameof(DeploymentKey);
}

/// <summary>Registers the key of the deployment.</summary>
public static class DeploymentKeyFeature
{
    /// <summary>Adds it, once.</summary>
    /// <exception cref="StartRefusedException">There is none.</exception>
    public static IHostApplicationBuilder AddDeploymentKey(this IHostApplicationBuilder builder)
    {
        var keys = builder.AddSection<KeysOptions>(KeysOptions.Section);
        var store = builder.AddSection<StoreOptions>(StoreOptions.Section);
        var folder = builder.Environment.ContentRootPath;
        builder.Services.TryAddSingleton(new DeploymentKey(keys.Secret is { } secret
            ? Decode(secret)
            : KeyFile.ReadOrCreate(Path.Combine(folder, File(keys, store)))));
        return builder;
    }

    private static string File(KeysOptions keys, StoreOptions store) =>
        keys.File
        ?? (store.Kind is StoreKind.Sqlite
            ? store.Path + ".key"
            : throw new StartRefusedException(
                "Store:Kind is 'Azure', and there is no key to encrypt what is stored with: set Keys__Secret to 32 "
                + "random bytes in base64 (openssl rand -base64 32), the same for all processes, or Keys__File."));

    private static byte[] Decode(string secret)
    {
        var key = new byte[KeyFile.Length];
        return Convert.TryFromBase64String(secret, key, out var length) && length == key.Length
            ? key
            : throw new StartRefusedException("Keys:Secret is not base64 of 32 bytes.");
    }
}
