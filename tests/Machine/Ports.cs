using System.Net;
using System.Net.Sockets;

namespace RedConnect.Tests.Machine;

/// <summary>
/// Free ports, from below the system's own range of ephemeral ports, so that a stopped server finds its port again.
/// A process hands out each port once, and processes begin at different ports.
/// </summary>
internal static class Ports
{
    private const int Last = 32_000;
    private static readonly Lock Gate = new();
    private static int next = 12_000 + (Environment.ProcessId % 300 * 50);

    public static int Free() => FreeRow(1);

    public static Uri FreeAddress() => new($"http://127.0.0.1:{Free()}");

    /// <summary>The first of a row of free ports.</summary>
    public static int FreeRow(int length)
    {
        lock (Gate)
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
