using System.Net;
using Microsoft.AspNetCore.Http;
using RedConnect.Hosting;

namespace RedConnect.Tests.Web.Intake;

/// <summary>Who counts as one: whoever has 2^64 addresses must not have as many tries.</summary>
public sealed class SubscriberTests
{
    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("::ffff:192.0.2.7", "::ffff:192.0.2.8", false)]
    public void A_network_of_64_bits_is_one_subscriber_and_so_is_an_address_of_IPv4(string one, string other, bool same) =>
        Assert.Equal(same, Of(one).SequenceEqual(Of(other)));

    [Fact]
    public void A_connection_without_an_address_is_a_subscriber_too() => Assert.NotEmpty(new DefaultHttpContext().Subscribed());

    private static byte[] Of(string address) => new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } }.Subscribed();
}
