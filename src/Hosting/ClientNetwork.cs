using System.Net;
using Microsoft.AspNetCore.Http;

namespace RedConnect.Hosting;

/// <summary>
/// What limits and attempts are counted by: an IPv4 address, or an IPv6 /64, which providers assign as a whole; and the
/// networks around it, because a sender may have many of those.
/// </summary>
public static class ClientNetwork
{
    private const int PrefixBytes = 8;

    /// <summary>
    /// The network a request came from and the two around it: IPv4 /32, /24, /16, or IPv6 /64, /56, /48.
    /// </summary>
    public static IReadOnlyList<byte[]> Around(HttpContext context)
    {
        var network = Of(context);
        return [network, network[..^1], network[..^2]];
    }

    /// <summary>Whether the request came from an IPv4 address.</summary>
    public static bool IsIPv4(HttpContext context) => Of(context).Length < PrefixBytes;

    /// <summary>The network a request came from.</summary>
    public static byte[] Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return bytes[..Math.Min(bytes.Length, PrefixBytes)];
    }
}
