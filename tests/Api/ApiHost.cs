using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using RedConnect.Api;
using RedConnect.Hosting;
using RedConnect.Silo;

namespace RedConnect.Tests.Api;

/// <summary>The real edge on a real silo and store, on a free loopback port.</summary>
public sealed class ApiHost : IAsyncLifetime, IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect");
    private WebApplication? app;

    /// <summary>What is configured beside the store.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>Registers before the host does.</summary>
    public Action<IServiceCollection> Register { get; init; } = _ => { };

    public string StorePath => Path.Combine(folder.FullName, "store.db");

    public Uri Address { get; private set; } = new("http://localhost");

    private WebApplication App => app ?? throw new InvalidOperationException("The host has not started.");

    public IServiceProvider Services => App.Services;

    public IGrainFactory Grains => App.Services.GetRequiredService<IGrainFactory>();

    public Task InitializeAsync() => Start();

    public async Task DisposeAsync()
    {
        await Stop();
        folder.Delete(recursive: true);
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    /// <summary>What an instrument of this host reports from now on.</summary>
    public MetricCollector<T> Metrics<T>(string meter, string instrument)
        where T : struct => new(App.Services.GetRequiredService<IMeterFactory>(), meter, instrument);

    /// <summary>Ends the process's worth of servers and starts another on the same store.</summary>
    public async Task Restart()
    {
        await Stop();
        await Start();
    }

    /// <summary>A browser's worth of cookies, with the token its page would carry.</summary>
    public async Task<HttpClient> Browser(CookieContainer? cookies = null)
    {
        var handler = new HttpClientHandler
        {
            CookieContainer = cookies ?? new CookieContainer(),
            CheckCertificateRevocationList = true,
        };
        var client = new HttpClient(handler) { BaseAddress = Address };
        await Renew(client);
        return client;
    }

    /// <summary>What loading the next page does: a token for the user who is signed in now.</summary>
    public static async Task Renew(HttpClient client)
    {
        client.DefaultRequestHeaders.Remove("X-CSRF-TOKEN");
        var answer = await client.GetFromJsonAsync<JsonObject>("/api/session/token");
        client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", (string?)answer?["token"]);
    }

    public HubConnectionBuilder Hub(string query = "?v=2")
    {
        var builder = new HubConnectionBuilder();
        builder.WithUrl(new Uri(Address, "/hubs/room" + query));
        return builder;
    }

    /// <summary>The hub for pages of the portal, for who has these cookies.</summary>
    public HubConnectionBuilder PortalHub(CookieContainer cookies)
    {
        var builder = new HubConnectionBuilder();
        builder.WithUrl(new Uri(Address, "/hubs/portal"), options => options.Cookies = cookies);
        return builder;
    }

    private async Task Start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Store:Path", StorePath), new("urls", "http://127.0.0.1:0")]);
        foreach (var rate in new[] { "Requests", "RequestsPerAddress" })
        {
            // All browsers of a test have one address.
            builder.Configuration[$"Limits:{rate}:Burst"] = "100000";
        }

        builder.Configuration.AddInMemoryCollection(Settings);
        Register(builder.Services);
        builder.AddRedConnectSilo();
        builder.AddRedConnectApi();
        builder.AddLoadShedding();
        app = builder.Build();
        app.UseRedConnectApi();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapRedConnectApi();
        await app.StartAsync();
        Address = new Uri(app.Urls.Single());
    }

    public async Task Stop()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
            app = null;
        }
    }
}
