using System.Net;
using RedConnect.Grains.Contracts.DataProtection;
using RedConnect.Tests.Api.Portal;

namespace RedConnect.Tests.Api.DataProtection;

/// <summary>What a copy of the store is worth without the key file.</summary>
public sealed class StolenStoreTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Keys_of_cookies_are_stored_encrypted()
    {
        await using var host = await Started(new ApiHost());
        using var browser = await host.Browser();
        var key = Assert.Single(await host.Grains.GetGrain<IDataProtectionKeysGrain>("web").All());
        Assert.Contains("DeploymentKeyDecryptor", key, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_of_the_store_signs_in_as_nobody()
    {
        await using var host = await Started(new ApiHost());
        using var workplace = new Workplace(await host.Browser(), "Praxis " + Workplace.NewId()[..12]);
        await workplace.Register();
        var cookies = await SessionOf(workplace);
        Assert.Equal(HttpStatusCode.OK, await Ask(host, cookies));
        await host.Stop();
        await using var thief = await OnCopyOf(host.StorePath, "thief.db");
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(thief, cookies));
        File.Copy(host.StorePath + ".key", Path.Combine(folder.FullName, "owner.db.key"));
        await using var owner = await OnCopyOf(host.StorePath, "owner.db");
        Assert.Equal(HttpStatusCode.OK, await Ask(owner, cookies));
    }

    private Task<ApiHost> OnCopyOf(string store, string name)
    {
        var copy = Path.Combine(folder.FullName, name);
        foreach (var part in new[] { "", "-wal" }.Where(part => File.Exists(store + part)))
        {
            File.Copy(store + part, copy + part);
        }

        return Started(new ApiHost { Settings = { ["Store:Path"] = copy } });
    }

    private static async Task<string> SessionOf(Workplace workplace)
    {
        using var answer = await workplace.SignIn();
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
    }

    private static async Task<ApiHost> Started(ApiHost host)
    {
        await host.InitializeAsync();
        return host;
    }

    private static async Task<HttpStatusCode> Ask(ApiHost host, string cookies)
    {
        using var handler = new HttpClientHandler { UseCookies = false, CheckCertificateRevocationList = true };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "/api/session"));
        request.Headers.Add("Cookie", cookies);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
