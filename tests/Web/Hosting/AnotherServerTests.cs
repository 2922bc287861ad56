using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RedConnect.Tests.Machine;
using RedConnect.Web.Hosting;
using Yarp.ReverseProxy.Configuration;

namespace RedConnect.Tests.Web.Hosting;

/// <summary>Servers behind the proxy, of which it always asks the first one first.</summary>
public sealed class AnotherServerTests
{
    [Fact]
    public async Task What_asks_stopped_servers_is_answered_by_the_last_that_runs()
    {
        await using var other = await Server();
        await using var proxy = await Proxy(Ports.FreeAddress(), Ports.FreeAddress(), Address(other));
        using var client = new HttpClient { BaseAddress = Address(proxy) };
        Assert.Equal("here", await client.GetStringAsync(new Uri("/", UriKind.Relative)));

        using var socket = new ClientWebSocket();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await socket.ConnectAsync(new UriBuilder(Address(proxy)) { Scheme = "ws" }.Uri, patience.Token);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public async Task What_has_a_body_goes_back_to_who_sent_it()
    {
        await using var other = await Server();
        await using var proxy = await Proxy(Ports.FreeAddress(), Address(other));
        using var client = new HttpClient { BaseAddress = Address(proxy) };
        using var words = new StringContent("words");
        Assert.Equal(HttpStatusCode.BadGateway, (await client.PostAsync(new Uri("/", UriKind.Relative), words)).StatusCode);
    }

    [Fact]
    public async Task When_no_server_can_be_reached_it_says_so()
    {
        await using var proxy = await Proxy(Ports.FreeAddress(), Ports.FreeAddress());
        using var client = new HttpClient { BaseAddress = Address(proxy) };
        Assert.Equal(HttpStatusCode.BadGateway, (await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
    }

    private static Uri Address(WebApplication app) => new(app.Urls.Single());

    private static async Task<WebApplication> Server()
    {
        var app = Builder().Build();
        app.UseWebSockets();
        app.Run(async context =>
        {
            if (context.WebSockets.IsWebSocketRequest)
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                await socket.ReceiveAsync(new byte[1].AsMemory(), context.RequestAborted);
            }
            else
            {
                await context.Response.WriteAsync("here");
            }
        });
        await app.StartAsync();
        return app;
    }

    private static async Task<WebApplication> Proxy(params Uri[] servers)
    {
        var builder = Builder();
        var cluster = new ClusterConfig
        {
            ClusterId = "servers",
            LoadBalancingPolicy = "FirstAlphabetical",
            Destinations = servers.Index().ToDictionary(server => $"{server.Index}", server => new DestinationConfig { Address = server.Item.ToString() }),
        };
        var route = new RouteConfig { RouteId = "all", ClusterId = "servers", Match = new RouteMatch { Path = "{**rest}" } };
        builder.Services.AddReverseProxy().LoadFromMemory([route], [cluster]);
        var app = builder.Build();
        app.MapReverseProxy(proxy =>
        {
            proxy.UseAnotherServer();
            proxy.UseLoadBalancing();
        });
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
