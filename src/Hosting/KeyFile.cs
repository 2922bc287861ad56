using System.Security.Cryptography;

namespace RedConnect.Hosting;

/// <summary>
/// A file with one random key, for secrets that must not be in the store. Only this process's account may read it.
/// </summary>
public static class KeyFile
{
    /// <summary>Length of a key in bytes.</summary>
    public const int Length = 32;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Reads the key, or draws and stores one. Of several processes that start at once, all get the same key.
    /// </summary>
    /// <exception cref="StartRefusedException">The file holds no key, or others may read it.</exception>
    public static byte[] ReadOrCreate(string path)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            Create(full);
        }

        return Read(full);
    }

    private static byte[] Read(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) is not UnixFileMode.None)
        {
            throw new StartRefusedException(
                $"The key file {path} can be read by other accounts of this machine. Restrict it: chmod 600 {path}");
        }

        var key = File.ReadAllBytes(path);
        return key.Length == Length
            ? key
            : throw new StartRefusedException(
                $"The key file {path} holds no key of {Length} bytes. Restore it from its backup.");
    }

    /// <summary>Complete before it has its name, and never in the place of another.</summary>
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        var draft = $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(draft, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
