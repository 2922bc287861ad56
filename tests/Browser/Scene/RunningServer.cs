using System.Diagnostics;
using System.Text;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>RedConnect as a process on a store of its own; it can be killed and started again.</summary>
public sealed class RunningServer : IDeployment
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect");
    private readonly StringBuilder log = new();
    private TimeSpan ahead;
    private Process? process;

    public Uri Address { get; } = new($"http://localhost:{Ports.Free()}");

    /// <summary>What is configured beside the address and the store, as environment variables.</summary>
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
    public IEnumerable<byte[]> Store => folder.GetFiles("store.db*").Where(file => file.Extension != ".lock").Select(file =>
    {
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    });

    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet", [Program])
        {
            WorkingDirectory = Checkout.In("src", "Web"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = Address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        ServerClock.GiveTo(start.Environment);
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

    /// <summary>What the server's clock shows.</summary>
    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + ahead;

    /// <summary>Puts the server's clock on; the browsers do not notice.</summary>
    public async Task PutClockOn(TimeSpan by)
    {
        await ServerClock.PutOn(Address, by);
        ahead += by;
    }

    /// <summary>Puts the server's clock on, unless it is already later.</summary>
    public Task PutClockTo(DateTimeOffset moment) => PutClockOn(moment > Now ? moment - Now : TimeSpan.Zero);

    /// <summary>As a power cut does it.</summary>
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

    /// <summary>The program, built in the same configuration as the tests.</summary>
    private static string Program => Checkout.Program("Web");

    private async Task Answers()
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var deadline = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(deadline.Token))
        {
            try
            {
                using var page = await client.GetAsync(new Uri("/", UriKind.Relative), deadline.Token);
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
