using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.AzureStorage;

/// <summary>Azure tables as a process of this machine: Azurite from npm, on a free port, with a folder of its own.</summary>
public sealed class Azurite : IAsyncLifetime
{
    // Azurite's published development key.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect-azurite");
    private readonly int port = Ports.Free();
    private Process? process;

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};TableEndpoint=http://127.0.0.1:{port}/devstoreaccount1;";

    /// <summary>The account; refused requests are tried again so many times.</summary>
    public TableServiceClient Account(HttpPipelineTransport? transport = null, int retries = 4)
    {
        var options = new TableClientOptions { Retry = { MaxRetries = retries, Delay = TimeSpan.FromMilliseconds(10), MaxDelay = TimeSpan.FromMilliseconds(100) } };
        options.Transport = transport ?? options.Transport;
        return new TableServiceClient(ConnectionString, options);
    }

    public async Task InitializeAsync()
    {
        if (!Directory.Exists(Path.Combine(Project, "node_modules")))
        {
            using var install = Run("npm", "ci", "--silent", "--no-audit", "--no-fund");
            await install.WaitForExitAsync();
            Assert.Equal(0, install.ExitCode);
        }

        await Start();
    }

    public async Task Start()
    {
        if (process is { HasExited: false })
        {
            return;
        }

        process?.Dispose();
        process = Run(
            "node", "node_modules/azurite/dist/src/table/main.js", "--tableHost", "127.0.0.1", "--tablePort", port.ToString(CultureInfo.InvariantCulture),
            "--location", folder.FullName, "--silent", "--skipApiVersionCheck", "--disableTelemetry");
        using var deadline = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(deadline.Token) && !await Answers())
        {
        }
    }

    /// <summary>As a planned stop does it: what was written is on disk.</summary>
    public async Task Stop()
    {
        if (process is { HasExited: false } running)
        {
            using var kill = Process.Start("kill", ["-INT", running.Id.ToString(CultureInfo.InvariantCulture)]);
            await running.WaitForExitAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await Stop();
        process?.Dispose();
        folder.Delete(recursive: true);
    }

    private static string Project => Checkout.In("tests", "AzureStorage");

    private static Process Run(string program, params string[] words) =>
        Process.Start(new ProcessStartInfo(program, words) { WorkingDirectory = Project }) ?? throw new InvalidOperationException($"{program} did not start.");

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
