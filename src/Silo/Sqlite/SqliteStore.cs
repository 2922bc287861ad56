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

/// <summary>The store cannot be opened. The message is shown to the person who started this process.</summary>
public sealed class StoreNotOpenedException(string path, Exception reason) : StartRefusedException(
    $"The store {path} cannot be opened: {reason.Message} Mend that, "
    + "or give this process another store with Store__Path.");

/// <summary>The embedded store: one SQLite file, open in one process at a time. Opening migrates the schema.</summary>
public sealed class SqliteStore : IDisposable
{
    private const int SchemaVersion = 1;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Low words of the errors for a file that another process has locked: Linux, macOS, Windows.</summary>
    private static readonly int[] Locked = [11, 35, 32];
    private readonly FileStream processLock;
    private readonly SqliteConnection purging;
    private readonly Lock onePurge = new();
    private object? purged;

    private SqliteStore(FileStream processLock, string connectionString)
    {
        this.processLock = processLock;
        ConnectionString = connectionString;
        purging = new SqliteConnection(connectionString + ";Pooling=False");
        purging.Open();
        Run(purging, "PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY");
    }

    /// <summary>For the ADO.NET providers.</summary>
    public string ConnectionString { get; }

    /// <summary>Opens or creates the store.</summary>
    /// <param name="path">The file; its folder is created.</param>
    /// <exception cref="StoreInUseException">Another process has opened it.</exception>
    /// <exception cref="StoreTooNewException">A newer version wrote it.</exception>
    /// <exception cref="StoreNotOpenedException">It cannot be opened for another reason.</exception>
    public static SqliteStore Open(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full) ?? ".");
            return Open(full, Lock(full));
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new StoreNotOpenedException(full, reason);
        }
    }

    /// <summary>
    /// Rewrites the file from its records and empties the write-ahead log, unless nothing was written since the last
    /// time: what was deleted or replaced is in no file afterwards. SQLite's <c>secure_delete</c> leaves copies in
    /// pages that it rebalances (docs/decisions/0021).
    /// </summary>
    /// <exception cref="IOException">Other connections kept the log from being emptied.</exception>
    public void Purge()
    {
        lock (onePurge)
        {
            var written = Run(purging, "PRAGMA data_version");
            if (Equals(written, purged))
            {
                return;
            }

            Run(purging, "VACUUM");
            if (Run(purging, "PRAGMA wal_checkpoint(TRUNCATE)") is not 0L)
            {
                throw new IOException("The write-ahead log is in use.");
            }

            purged = written;
        }
    }

    /// <summary>Purges the store and releases it for other processes.</summary>
    public void Dispose()
    {
        try
        {
            Purge();
        }
        catch (Exception failure) when (failure is IOException or SqliteException)
        {
            // StorePurge does it at the next start.
        }

        using (var pooled = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(pooled);
        }

        purging.Dispose();
        processLock.Dispose();
    }

    private static SqliteStore Open(string path, FileStream processLock)
    {
        try
        {
            Restrict(path);
            var connection = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();
            Migrate(connection, path);
            return new SqliteStore(processLock, connection);
        }
        catch
        {
            processLock.Dispose();
            throw;
        }
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException conflict) when (Locked.Contains(conflict.HResult & 0xFFFF))
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
