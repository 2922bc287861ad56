using System.Net;
using Microsoft.AspNetCore.Http;
using RedConnect.Hosting;

namespace RedConnect.Tests.Web.LoadShedding;

public sealed class ClientNetworkTests
{
    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("::ffff:192.0.2.7", "::ffff:192.0.2.8", false)]
    public void An_IPv6_network_of_64_bits_counts_as_one_and_so_does_an_IPv4_address(
        string one, string other, bool same) => Assert.Equal(same, Of(one).SequenceEqual(Of(other)));

    [Fact]
    public void A_connection_without_an_address_is_counted_too() =>
        Assert.NotEmpty(ClientNetwork.Of(new DefaultHttpContext()));

    private static byte[] Of(string address) =>
        ClientNetwork.Of(new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } });
}
