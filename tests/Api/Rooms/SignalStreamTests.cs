using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using RedConnect.Api.Rooms;

namespace RedConnect.Tests.Api.Rooms;

/// <summary>A connection has one stream, that of its signals.</summary>
public sealed class SignalStreamTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_second_stream_ends_its_connection()
    {
        await using var rogue = await Browser.Open(host);
        await rogue.Hub.SendAsync("Signals", Channel.CreateUnbounded<SignalRequest>().Reader);
        await rogue.Hub.SendAsync("Signals", Channel.CreateUnbounded<SignalRequest>().Reader);
        Assert.Equal("malformed", (await rogue.Next<ClosingMessage>()).Reason);
        await rogue.IsClosed();
    }

    [Theory]
    [InlineData("Signals")]
    [InlineData("signals")]
    public async Task Signals_without_a_stream_end_their_connection(string method)
    {
        await using var rogue = await Browser.Open(host);
        await Assert.ThrowsAsync<HubException>(() => rogue.Hub.InvokeAsync(method));
        Assert.Equal("malformed", (await rogue.Next<ClosingMessage>()).Reason);
        await rogue.IsClosed();
    }

    [Fact]
    public async Task A_call_that_asks_for_a_stream_of_replies_ends_its_connection()
    {
        await using var rogue = await Browser.Open(host);
        await Assert.ThrowsAsync<ChannelClosedException>(async () =>
            await (await rogue.Hub.StreamAsChannelAsync<object>("Snapshot")).ReadAsync());
        Assert.Equal("malformed", (await rogue.Next<ClosingMessage>()).Reason);
        await rogue.IsClosed();
    }
}
