using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
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

    /// <summary>What it sends is read and dropped: unread, it would block the connection.</summary>
    [Fact]
    public async Task A_client_that_sends_on_while_its_connection_closes_does_not_delay_a_planned_stop()
    {
        await using var browser = await Browser.Open(host);
        var signals = Channel.CreateUnbounded<object>();
        await browser.Hub.SendAsync("Signals", signals.Reader);
        await Assert.ThrowsAsync<HubException>(() => browser.Hub.InvokeAsync<object?>("Knock", "malformed"));
        for (var number = 1; number <= 100; number++)
        {
            await signals.Writer.WriteAsync(new SignalRequest(browser.Seat, 1, number, new byte[1]));
        }

        await browser.IsClosed();
        await host.Restart().WaitAsync(TimeSpan.FromSeconds(15));
    }
}
