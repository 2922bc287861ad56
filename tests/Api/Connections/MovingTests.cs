using RedConnect.Api.Rooms;
using RedConnect.Tests.Api.Rooms;

namespace RedConnect.Tests.Api.Connections;

/// <summary>A host each: it is stopped.</summary>
public sealed class MovingTests : IAsyncLifetime
{
    private readonly ApiHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_planned_stop_tells_every_connection_to_move()
    {
        var browsers = new List<Browser>();
        for (var count = 0; count < 40; count++)
        {
            browsers.Add(await Browser.Open(host));
        }

        var restart = host.Restart();
        foreach (var browser in browsers)
        {
            Assert.Equal("moving", (await browser.Next<ClosingMessage>()).Reason);
            await browser.DisposeAsync();
        }

        await restart;
    }
}
