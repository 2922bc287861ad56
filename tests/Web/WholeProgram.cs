using Microsoft.AspNetCore.Mvc.Testing;
using RedConnect.Web.Hosting;

namespace RedConnect.Tests.Web;

/// <summary>The whole program as it comes, for all tests of a class.</summary>
public sealed class WholeProgram : IAsyncLifetime
{
    private readonly Store store = new();
    private readonly WebApplicationFactory<ApiOptions> program;

    public WholeProgram() => program = store.Program();

    /// <summary>A browser without cookies.</summary>
    public HttpClient Browser() => program.CreateClient();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await program.DisposeAsync();
        store.Dispose();
    }
}
