using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace RedConnect.Tests.Web.Cryptography;

/// <summary>
/// A thief has every byte of the store and, which costs more than any search, guesses the right code at once. Without
/// the key beside the store nothing in it says so.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class StolenStoreTests : IDisposable
{
    private const string Code = "c3fe04d96";
    private readonly Store store = new();
    private readonly byte[] roomKey = RandomNumberGenerator.GetBytes(32);
    private readonly List<byte[]> copies = [];

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Nothing_in_a_stolen_store_tells_whether_a_guessed_code_is_right()
    {
        await using (var program = store.Program())
        {
            using var browser = program.CreateClient();
            var planner = await PlanningBrowser.Registered(browser);
            await planner.Plan(Code, roomKey, copies);
        }

        var stolen = Stolen();
        var deployment = await File.ReadAllBytesAsync(store.Path + ".key");
        var key = Oprf.KeyOf(deployment);
        var rightSecret = PassSecrets.Stretch(Oprf.Evaluate(key, Guess.HashOf(Code)), Code);
        Assert.Contains(PassSecrets.FingerprintOf(rightSecret), stolen, StringComparison.Ordinal);
        Assert.Equal(roomKey, Opened(PassSecrets.KeyOf(rightSecret)));

        foreach (var guess in Guess.WithoutTheKey(Code))
        {
            Assert.All(Guess.WaysToStore(guess), form => Assert.DoesNotContain(form, stolen, StringComparison.Ordinal));
            Assert.Null(Opened(guess));
        }

        Assert.All(Guess.WaysToStore(deployment).Concat(Guess.WaysToStore(key)),
            form => Assert.DoesNotContain(form, stolen, StringComparison.Ordinal));
    }

    /// <summary>Every byte of the files, and every text in them, whatever letters it is written in.</summary>
    private string Stolen()
    {
        SqliteConnection.ClearAllPools();
        var files = new[] { store.Path, store.Path + "-wal", store.Path + "-shm" }.Where(File.Exists);
        return string.Concat(files.Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
    }

    /// <summary>The room key from any of the stored copies; null when the key opens none.</summary>
    private byte[]? Opened(byte[] key)
    {
        foreach (var copy in copies)
        {
            try
            {
                return Vectors.Open(key, copy, "room-key", PlanningBrowser.Room, "patient");
            }
            catch (AuthenticationTagMismatchException)
            {
                // Not this one.
            }
        }

        return null;
    }
}
