using Microsoft.Data.Sqlite;
using RedConnect.Hosting;

namespace RedConnect.Silo.Sqlite;

/// <summary>Another process has the store open. The message is for the person who started this one.</summary>
public sealed class StoreInUseException(string path) : StartRefusedException(
    $"The store {path} is in use by another RedConnect process. Stop that one first, or give this one a store of its own with Store__Path.");

/// <summary>The store was written by a newer RedConnect. The message is for the person who started this one.</summary>
public sealed class StoreTooNewException(string path) : StartRefusedException(
    $"The store {path} was written by a newer version of RedConnect. Start that version, or give this one a store of its own with Store__Path.");

/// <summary>The embedded store: one SQLite file, open in one process at a time, brought to the present schema when opened.</summary>
public sealed class SqliteStore : IDisposable
{
    private const int SchemaVersion = 1;
    private readonly FileStream held;

    private SqliteStore(FileStream held, string connectionString)
    {
        this.held = held;
        ConnectionString = connectionString;
    }

    /// <summary>For the ADO.NET providers.</summary>
    public string ConnectionString { get; }

    /// <summary>Opens or creates the store.</summary>
    /// <param name="path">The file; its folder is created.</param>
    /// <exception cref="StoreInUseException">Another process has it.</exception>
    /// <exception cref="StoreTooNewException">A newer version wrote it.</exception>
    public static SqliteStore Open(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? ".");
        var held = Hold(full);
        try
        {
            var connectionString = new SqliteConnectionStringBuilder { DataSource = full, DefaultTimeout = 30 }.ToString();
            Upgrade(connectionString, full);
            return new SqliteStore(held, connectionString);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Lets the next process have it.</summary>
    public void Dispose() => held.Dispose();

    private static FileStream Hold(string path)
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

    private static void Upgrade(string connectionString, string path)
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
