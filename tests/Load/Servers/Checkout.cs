using System.Net;
using System.Net.Sockets;

namespace RedConnect.Tests.Load.Servers;

/// <summary>Programs of this checkout, built as this one is, and free places on this machine.</summary>
internal static class Checkout
{
    private const int PortsInARow = 50;

    public static string Root { get; } = Find();

    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name;

    public static string Program(string project) => Path.Combine(Root, "artifacts", "bin", project, Configuration, $"RedConnect.{project}.dll");

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public static Uri FreeAddress() => new($"http://127.0.0.1:{FreePort()}");

    /// <summary>The first of fifty ports in a row that nobody listens on, outside the range the system gives away by itself.</summary>
    public static int FreePorts() => Enumerable.Range(0, 200).Select(n => 22_000 + (n * PortsInARow)).First(first => Enumerable.Range(first, PortsInARow).All(IsFree));

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

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RedConnect.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("RedConnect.sln is in no folder above this program.");
    }
}
