using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NSubstitute;
using RedConnect.Api.Connections;

namespace RedConnect.Tests.Api.Connections;

public sealed class ShutdownNoticeTests
{
    [Theory]
    [InlineData(false, "?v=2", "served")]
    [InlineData(true, "?v=2&id=known", "served")]
    [InlineData(true, "?v=2", "cut off")]
    public async Task A_server_that_gave_notice_keeps_its_connections_and_accepts_no_new_one(bool stops, string query,
        string expected)
    {
        var becomes = "nothing";
        var hub = new RouteEndpointBuilder(_ => Become("served"), RoutePatternFactory.Parse("/hubs/room"), 0);
        ShutdownNotice.RefuseNewConnections(hub);

        var context = new DefaultHttpContext { RequestServices = await Stopping(stops) };
        context.Request.QueryString = new QueryString(query);
        var lifetime = Substitute.For<IHttpRequestLifetimeFeature>();
        lifetime.When(line => line.Abort()).Do(_ => Become("cut off"));
        context.Features.Set(lifetime);
        await (hub.RequestDelegate?.Invoke(context) ?? Task.CompletedTask);
        Assert.Equal(expected, becomes);

        Task Become(string end)
        {
            becomes = end;
            return Task.CompletedTask;
        }
    }

    private static async Task<ServiceProvider> Stopping(bool stops)
    {
        var lifetime = Substitute.For<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Returns(new CancellationToken(canceled: true));
        lifetime.ApplicationStopping.Returns(new CancellationToken(stops));
        var connections = new ConnectionRegistry();
        var notice = new ShutdownNotice(connections, lifetime, TimeProvider.System);
        await notice.StartAsync(CancellationToken.None);
        return new ServiceCollection().AddSingleton(notice).BuildServiceProvider();
    }
}
