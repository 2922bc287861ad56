using System.Net;
using System.Net.Sockets;

namespace RedConnect.Tests.Machine;

/// <summary>
/// Ports that nobody listens on, from below the range the system gives away by itself: a server that is stopped finds its port again.
/// This process hands out none of them twice, and processes begin at different places.
/// </summary>
internal static class Ports
{
    private const int Last = 32_000;
    private static readonly Lock Handing = new();
    private static int next = 12_000 + (Environment.ProcessId % 300 * 50);

    public static int Free() => FreeRow(1);

    public static Uri FreeAddress() => new($"http://127.0.0.1:{Free()}");

    /// <summary>The first of so many in a row.</summary>
    public static int FreeRow(int length)
    {
        lock (Handing)
        {
            for (var first = next; first + length <= Last; first += length)
            {
                if (Enumerable.Range(first, length).All(IsFree))
                {
                    next = first + length;
                    return first;
                }
            }
        }

        throw new InvalidOperationException($"No {length} ports in a row are free.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
