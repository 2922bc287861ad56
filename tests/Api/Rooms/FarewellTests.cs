using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NSubstitute;
using RedConnect.Api.Rooms;

namespace RedConnect.Tests.Api.Rooms;

public sealed class FarewellTests
{
    [Theory]
    [InlineData(false, "?v=1", "served")]
    [InlineData(true, "?v=1&id=known", "served")]
    [InlineData(true, "?v=1", "cut off")]
    public async Task A_server_that_stops_keeps_its_lines_and_takes_no_new_one(bool stops, string query, string expected)
    {
        var becomes = "nothing";
        var hub = new RouteEndpointBuilder(_ => Become("served"), RoutePatternFactory.Parse("/hubs/room"), 0);
        Farewell.TakeNoneWhenStopping(hub);

        var context = new DefaultHttpContext { RequestServices = Stopping(stops) };
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

    private static ServiceProvider Stopping(bool stops)
    {
        var lifetime = Substitute.For<IHostApplicationLifetime>();
        lifetime.ApplicationStopping.Returns(new CancellationToken(stops));
        return new ServiceCollection().AddSingleton(lifetime).BuildServiceProvider();
    }
}
