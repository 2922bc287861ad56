using System.Diagnostics;
using RedConnect.Silo.Sqlite;

namespace RedConnect.Tests.Web.Hosting;

public sealed class SecondInstanceTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_second_process_on_the_same_store_ends_with_a_sentence_that_names_it_and_says_what_to_do()
    {
        var path = Path.Combine(folder.FullName, "store.db");
        using var first = SqliteStore.Open(path);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "RedConnect.Web.dll")]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["Store__Path"] = path;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        using var second = Process.Start(start) ?? throw new InvalidOperationException("The second instance did not start.");
        using var patience = new CancellationTokenSource(Patience);
        var words = await second.StandardError.ReadToEndAsync(patience.Token);
        await second.WaitForExitAsync(patience.Token);
        Assert.NotEqual(0, second.ExitCode);
        Assert.Equal($"The store {path} is in use by another RedConnect process. Stop that one first, or give this one a store of its own with Store__Path.", words.Trim());
    }
}
