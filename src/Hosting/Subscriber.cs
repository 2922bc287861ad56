using System.Net;
using Microsoft.AspNetCore.Http;

namespace RedConnect.Hosting;

/// <summary>Who is counted as one: an address of IPv4, or the network of 64 bits that a subscriber of IPv6 has to himself.</summary>
public static class Subscriber
{
    private const int NetworkBytes = 8;

    /// <summary>The address or the network a request came from.</summary>
    public static byte[] Subscribed(this HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return bytes[..Math.Min(bytes.Length, NetworkBytes)];
    }
}
