using System.Diagnostics;
using System.Text;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>RedConnect as one process with its own store; it can be killed and started again.</summary>
public sealed class RunningServer : IDeployment
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect");
    private readonly StringBuilder log = new();
    private TimeSpan ahead;
    private Process? process;

    public Uri Address { get; } = new($"http://localhost:{Ports.Free()}");

    /// <summary>Environment variables of the process, beside those of address and store.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>Everything the processes have printed.</summary>
    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    /// <summary>The bytes of every file of the store.</summary>
    public IEnumerable<byte[]> Store =>
        folder.GetFiles("store.db*").Where(file => file.Extension != ".lock").Select(Read);

    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet", [Checkout.Program("Web")])
        {
            WorkingDirectory = Checkout.In("src", "Web"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        ServerClock.AddTo(start.Environment);
        ahead = TimeSpan.Zero;
        start.Environment["Store__Path"] = Path.Combine(folder.FullName, "store.db");
        foreach (var (key, value) in Settings)
        {
            start.Environment[key] = value;
        }

        process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Answers();
    }

    /// <summary>The server's time.</summary>
    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + ahead;

    /// <summary>Moves the server's clock forward, but not the browsers'.</summary>
    public async Task MoveClock(TimeSpan by)
    {
        await ServerClock.Move(Address, by);
        ahead += by;
    }

    /// <summary>Moves the server's clock forward to a moment, unless it is already later.</summary>
    public Task MoveClockTo(DateTimeOffset moment) => MoveClock(moment > Now ? moment - Now : TimeSpan.Zero);

    /// <summary>Ends the process without notice.</summary>
    public async Task Kill()
    {
        process?.Kill();
        await (process?.WaitForExitAsync() ?? Task.CompletedTask);
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        process?.Dispose();
        folder.Delete(recursive: true);
    }

    private static byte[] Read(FileInfo file)
    {
        using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private async Task Answers()
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var timeout = new CancellationTokenSource(Timeout);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(timeout.Token))
        {
            try
            {
                using var page = await client.GetAsync(new Uri("/", UriKind.Relative), timeout.Token);
                page.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (process is { HasExited: false })
            {
                continue;
            }
        }
    }

    private void Keep(string? line)
    {
        lock (log)
        {
            log.AppendLine(line);
        }
    }
}
