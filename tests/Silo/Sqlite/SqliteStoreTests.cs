using System.Runtime.Versioning;
using RedConnect.Silo.Sqlite;

namespace RedConnect.Tests.Silo.Sqlite;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect");

    private string Path => System.IO.Path.Combine(folder.FullName, "deep", "store.db");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Opening_creates_the_folder_and_the_file()
    {
        using var store = SqliteStore.Open(Path);
        Assert.True(File.Exists(Path));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Only_its_owner_can_read_the_store_and_the_files_beside_it()
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path) ?? "");
        File.WriteAllBytes(Path, []);
        File.SetUnixFileMode(Path, ownerOnly | UnixFileMode.OtherRead);
        using var store = SqliteStore.Open(Path);
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(store.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM OrleansStorage";
        command.ExecuteScalar();
        foreach (var file in new[] { Path, Path + "-wal", Path + "-shm" })
        {
            Assert.Equal(ownerOnly, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void A_second_opening_is_refused_with_a_sentence_that_says_what_to_do()
    {
        using var store = SqliteStore.Open(Path);
        var refusal = Assert.Throws<StoreInUseException>(() => SqliteStore.Open(Path));
        Assert.Contains("Stop that one first", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_else_keeps_it_from_being_opened_is_said()
    {
        var folder = System.IO.Path.GetDirectoryName(Path) ?? "";
        File.WriteAllText(folder, "no folder");
        var refusal = Assert.Throws<StoreNotOpenedException>(() => SqliteStore.Open(Path));
        Assert.Contains(folder, refusal.Message, StringComparison.Ordinal);
        File.Delete(folder);
        Directory.CreateDirectory(Path + ".lock");
        Assert.Throws<StoreNotOpenedException>(() => SqliteStore.Open(Path));
        Directory.Delete(Path + ".lock");
        File.WriteAllText(Path, "no database".PadRight(4096));
        refusal = Assert.Throws<StoreNotOpenedException>(() => SqliteStore.Open(Path));
        Assert.Contains("not a database", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_store_opens_again()
    {
        SqliteStore.Open(Path).Dispose();
        using var again = SqliteStore.Open(Path);
        Assert.Contains(Path, again.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_of_a_newer_version_is_refused()
    {
        SqliteStore.Open(Path).Dispose();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 999";
            command.ExecuteNonQuery();
        }

        Assert.Throws<StoreTooNewException>(() => SqliteStore.Open(Path));
    }
}
