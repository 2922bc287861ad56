using Microsoft.AspNetCore.Mvc.Testing;
using RedConnect.Web.Hosting;

namespace RedConnect.Tests.Web;

/// <summary>A store in a folder of its own, and the whole program on it.</summary>
internal sealed class Store : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect");

    public string Path => System.IO.Path.Combine(folder.FullName, "store.db");

    public WebApplicationFactory<ApiOptions> Program(params (string Key, string Value)[] settings) =>
        new WebApplicationFactory<ApiOptions>().WithWebHostBuilder(host =>
        {
            host.UseSetting("Store:Path", Path);
            foreach (var (key, value) in settings)
            {
                host.UseSetting(key, value);
            }
        });

    public void Dispose() => folder.Delete(recursive: true);
}
