using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RedConnect.Tests.Load;

/// <summary>Which server is measured.</summary>
internal enum ServerKind
{
    Plain,
    RedConnect,
}

/// <summary>A server as a process of its own, so that its time and memory can be told from the load's.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect-load");
    private readonly Process process;

    private ServerProcess(ServerKind kind)
    {
        Kind = kind;
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        probe.Stop();
        process = Process.Start(kind is ServerKind.Plain ? Plain() : RedConnect()) ?? throw new InvalidOperationException("no process");
    }

    public ServerKind Kind { get; }

    public Uri Address { get; }

    /// <summary>Processor time used so far, user and system.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static async Task<ServerProcess> Start(ServerKind kind)
    {
        var server = new ServerProcess(kind);
        using var client = new HttpClient { BaseAddress = server.Address };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await timer.WaitForNextTickAsync(deadline.Token))
        {
            try
            {
                await client.GetStringAsync(new Uri("/", UriKind.Relative), deadline.Token);
                break;
            }
            catch (HttpRequestException)
            {
                continue;
            }
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private ProcessStartInfo Plain() => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "RedConnect.Load.dll"), "plain", Address.ToString()]);

    private ProcessStartInfo RedConnect()
    {
        var bin = new DirectoryInfo(AppContext.BaseDirectory);
        var root = bin.Parent?.Parent?.Parent?.Parent?.FullName ?? throw new DirectoryNotFoundException();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(root, "artifacts", "bin", "Web", bin.Name, "RedConnect.Web.dll")])
        {
            WorkingDirectory = Path.Combine(root, "src", "Web"),
        };
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["Store__Path"] = Path.Combine(folder.FullName, "store.db");
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["Rooms__MessagesPerSecond"] = "1000000";
        start.Environment["Rooms__MessageBurst"] = "1000000";
        foreach (var limit in new[] { "Arrivals", "ArrivalsPerAddress", "Pages", "PagesPerAddress" })
        {
            start.Environment.TryAdd($"Intake__{limit}__PerSecond", "1000000");
            start.Environment.TryAdd($"Intake__{limit}__Burst", "1000000");
        }

        return start;
    }
}
