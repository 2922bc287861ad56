using System.Text;
using RedConnect.Hosting;

namespace RedConnect.Api.Codes;

/// <summary>The key of access codes: from the settings, or from a file beside the embedded store.</summary>
internal static class CodesFeature
{
    private const string Needed =
        "Access codes need a key that every server of this deployment has and its store has not: set Codes__Key to the "
        + "base64 of 32 random bytes (openssl rand -base64 32), or Codes__KeyFile to a file that holds it. Keep a copy "
        + "apart from the store's backup.";

    /// <exception cref="StartRefusedException">There is no usable key.</exception>
    public static void AddCodes(this IHostApplicationBuilder builder)
    {
        var codes = builder.Configuration.Read<CodesOptions>(CodesOptions.Section);
        var store = builder.Configuration.Read<StoreOptions>(StoreOptions.Section);
        var text = codes.Key ?? FromFile(builder.Environment.ContentRootPath, codes, store);
        var key = OprfKey.TryRead(text)
            ?? throw new StartRefusedException($"The key of access codes is not the base64 of 32 bytes. {Needed}");
        builder.Services.AddSingleton(key);
    }

    private static string FromFile(string root, CodesOptions codes, StoreOptions store)
    {
        var isEmbedded = store.Kind is StoreKind.Sqlite;
        var file = codes.KeyFile ?? (isEmbedded ? Path.ChangeExtension(store.Path, ".key") : null);
        var path = Path.Combine(root, file ?? throw new StartRefusedException(Needed));
        if (isEmbedded && !File.Exists(path))
        {
            Create(path);
        }

        return File.Exists(path)
            ? File.ReadAllText(path)
            : throw new StartRefusedException($"There is no file {path}. {Needed}");
    }

    /// <summary>Readable for this process's user only, from its first byte on.</summary>
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(OprfKey.Draw()));
        file.Flush(flushToDisk: true);
    }
}
