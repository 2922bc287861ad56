using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.AzureStorage;

/// <summary>Azurite (npm) as a process on a free port, with its own folder.</summary>
internal sealed class Azurite : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(50);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect-azurite");
    private readonly int port = Ports.Free();
    private readonly Process process;

    private Azurite() => process = Run(
        "node",
        "node_modules/azurite/dist/src/table/main.js",
        "--tableHost",
        "127.0.0.1",
        "--tablePort",
        port.ToString(CultureInfo.InvariantCulture),
        "--location",
        folder.FullName,
        "--silent",
        "--skipApiVersionCheck",
        "--disableTelemetry");

    public Uri Address => new($"http://127.0.0.1:{port}");

    private static string Project => Checkout.In("tests", "AzureStorage");

    public static async Task<Azurite> Start()
    {
        if (!Directory.Exists(Path.Combine(Project, "node_modules")))
        {
            using var install = Run("npm", "ci", "--silent", "--no-audit", "--no-fund");
            await install.WaitForExitAsync();
            Assert.Equal(0, install.ExitCode);
        }

        var azurite = new Azurite();
        using var timeout = new CancellationTokenSource(StartTimeout);
        using var timer = new PeriodicTimer(ProbeInterval);
        while (!await azurite.Answers())
        {
            await timer.WaitForNextTickAsync(timeout.Token);
        }

        return azurite;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private static Process Run(string program, params string[] words) =>
        Process.Start(new ProcessStartInfo(program, words) { WorkingDirectory = Project })
            ?? throw new InvalidOperationException($"{program} did not start.");

    private async Task<bool> Answers()
    {
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
