using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RedConnect.Tests.Machine;
using RedConnect.Web.Hosting;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace RedConnect.Tests.Web.Hosting;

public sealed class ForwardingTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly Uri Portal = new("/api/session", UriKind.Relative);

    [Fact]
    public async Task An_api_server_that_is_gone_is_asked_nothing_once_its_health_check_has_failed()
    {
        await using var alive = await Server(StatusCodes.Status200OK);
        await using var proxy = await Proxy(Ports.FreeAddress(), Address(alive));
        using var client = new HttpClient { BaseAddress = Address(proxy) };
        await Until(() => Health(proxy, "api1") is DestinationHealth.Unhealthy);
        for (var request = 0; request < 20; request++)
        {
            Assert.Equal("here", await client.GetStringAsync(Portal));
        }
    }

    [Fact]
    public async Task When_no_api_server_is_ready_requests_go_to_those_there_are()
    {
        await using var starting = await Server(StatusCodes.Status503ServiceUnavailable);
        await using var proxy = await Proxy(Address(starting));
        using var client = new HttpClient { BaseAddress = Address(proxy) };
        await Until(() => Health(proxy, "api1") is DestinationHealth.Unhealthy);
        Assert.Equal("here", await client.GetStringAsync(Portal));
    }

    [Fact]
    public async Task When_no_api_server_can_be_reached_the_answer_says_so()
    {
        await using var proxy = await Proxy(Ports.FreeAddress(), Ports.FreeAddress());
        using var client = new HttpClient { BaseAddress = Address(proxy) };
        Assert.Equal(HttpStatusCode.BadGateway, (await client.GetAsync(Portal)).StatusCode);
    }

    [Fact]
    public async Task A_planned_stop_does_not_wait_for_open_web_sockets()
    {
        await using var server = await Server(StatusCodes.Status200OK);
        await using var proxy = await Proxy(Address(server));
        using var socket = new ClientWebSocket();
        using var timeout = new CancellationTokenSource(Timeout);
        var hub = new UriBuilder(Address(proxy)) { Scheme = "ws", Path = "/hubs/room" };
        await socket.ConnectAsync(hub.Uri, timeout.Token);
        await proxy.StopAsync(timeout.Token);
        Assert.False(timeout.IsCancellationRequested);
    }

    private static Uri Address(WebApplication app) => new(app.Urls.Single());

    private static DestinationHealth Health(WebApplication proxy, string server) =>
        proxy.Services.GetRequiredService<IProxyStateLookup>().TryGetCluster("any", out var cluster)
            ? cluster.Destinations[server].Health.Active
            : DestinationHealth.Unknown;

    private static async Task Until(Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(timeout.Token);
        }
    }

    private static async Task<WebApplication> Server(int readiness)
    {
        var app = Builder().Build();
        app.UseWebSockets();
        app.MapGet(RedConnect.Hosting.Health.ReadyPath, () => Results.StatusCode(readiness));
        app.MapGet(Portal.ToString(), () => "here");
        app.MapGet("/hubs/room", async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.ReceiveAsync(new byte[1].AsMemory(), context.RequestAborted);
        });
        await app.StartAsync();
        return app;
    }

    private static async Task<WebApplication> Proxy(params Uri[] servers)
    {
        var builder = Builder();
        foreach (var (n, address) in servers.Index())
        {
            builder.Configuration[$"Api:Addresses:{n}"] = address.ToString();
        }

        builder.AddForwarding();
        var app = builder.Build();
        app.MapForwarding();
        await app.StartAsync();
        return app;
    }

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        return builder;
    }
}
