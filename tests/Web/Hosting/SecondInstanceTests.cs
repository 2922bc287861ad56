using RedConnect.Silo.Sqlite;

namespace RedConnect.Tests.Web.Hosting;

public sealed class SecondInstanceTests : IDisposable
{
    private readonly Store store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_second_process_on_the_same_store_ends_with_a_sentence_that_names_it_and_says_what_to_do()
    {
        using var first = SqliteStore.Open(store.Path);
        var (code, message) = await RunningProgram.Refuses(("Store__Path", store.Path));
        Assert.Equal(3, code);
        Assert.Equal(
            $"The store {store.Path} is in use by another RedConnect process. "
            + "Stop that one first, or give this one a store of its own with Store__Path.",
            message);
    }
}
