using System.Net;
using Microsoft.AspNetCore.Http;

namespace RedConnect.Hosting;

/// <summary>
/// What limits and failed attempts are counted by: an IPv4 address, or an IPv6 /64, which providers assign as a whole.
/// </summary>
public static class ClientNetwork
{
    private const int PrefixBytes = 8;

    /// <summary>The network a request came from.</summary>
    public static byte[] Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return bytes[..Math.Min(bytes.Length, PrefixBytes)];
    }
}
