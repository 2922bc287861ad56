using Microsoft.Data.Sqlite;
using RedConnect.Hosting;

namespace RedConnect.Silo.Sqlite;

/// <summary>Another process has opened the store. The message is shown to the person who started this one.</summary>
public sealed class StoreInUseException(string path) : StartRefusedException(
    $"The store {path} is in use by another RedConnect process. Stop that one first, "
    + "or give this one a store of its own with Store__Path.");

/// <summary>A newer RedConnect wrote the store. The message is shown to the person who started this one.</summary>
public sealed class StoreTooNewException(string path) : StartRefusedException(
    $"The store {path} was written by a newer version of RedConnect. Start that version, "
    + "or give this one a store of its own with Store__Path.");

/// <summary>The embedded store: one SQLite file, open in one process at a time. Opening migrates the schema.</summary>
public sealed class SqliteStore : IDisposable
{
    private const int SchemaVersion = 1;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly FileStream processLock;

    private SqliteStore(FileStream processLock, string connectionString)
    {
        this.processLock = processLock;
        ConnectionString = connectionString;
    }

    /// <summary>For the ADO.NET providers.</summary>
    public string ConnectionString { get; }

    /// <summary>Opens or creates the store.</summary>
    /// <param name="path">The file; its folder is created.</param>
    /// <exception cref="StoreInUseException">Another process has opened it.</exception>
    /// <exception cref="StoreTooNewException">A newer version wrote it.</exception>
    public static SqliteStore Open(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? ".");
        var processLock = Lock(full);
        try
        {
            Restrict(full);
            var connection = new SqliteConnectionStringBuilder { DataSource = full, DefaultTimeout = 30 };
            Migrate(connection.ToString(), full);
            return new SqliteStore(processLock, connection.ToString());
        }
        catch
        {
            processLock.Dispose();
            throw;
        }
    }

    /// <summary>Releases the store for other processes.</summary>
    public void Dispose() => processLock.Dispose();

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StoreInUseException(path);
        }
    }

    /// <summary>
    /// Only this process's account may read the store. SQLite gives the files beside it the mode of the store.
    /// </summary>
    private static void Restrict(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.Open(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
            UnixCreateMode = OwnerOnly,
        }).Dispose();
        foreach (var file in new[] { path, path + "-wal", path + "-shm" }.Where(File.Exists))
        {
            File.SetUnixFileMode(file, OwnerOnly);
        }
    }

    private static void Migrate(string connectionString, string path)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        if (Convert.ToInt32(Run(connection, "PRAGMA user_version"), null) > SchemaVersion)
        {
            throw new StoreTooNewException(path);
        }

        using var schema = new StreamReader(typeof(SqliteStore).Assembly.GetManifestResourceStream("schema.sql")
            ?? throw new InvalidOperationException("schema.sql is not in the assembly."));
        Run(connection, schema.ReadToEnd());
        Run(connection, $"PRAGMA user_version = {SchemaVersion}");
    }

    private static object? Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is this assembly's own script or a literal above.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
