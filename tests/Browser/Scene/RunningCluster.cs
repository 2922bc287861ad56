using System.Diagnostics;
using System.Globalization;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>A region run by the <c>cluster</c> script: three silos, two API servers, a web server, Azurite.</summary>
public sealed class RunningCluster : IDeployment
{
    private const int PortCount = 50;
    private const int WarningLines = 60;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);
    private readonly string folder =
        Path.Combine(Directory.CreateTempSubdirectory("redconnect-cluster").FullName, "state");

    private readonly int port = Ports.FreeRow(PortCount);

    public Uri Address => new($"http://127.0.0.1:{port}");

    /// <summary>Everything the processes have printed.</summary>
    public string Log => string.Concat(Directory.GetFiles(folder, "*.log").Select(File.ReadAllText));

    /// <summary>The end of every process's log.</summary>
    public string LastWarnings => string.Join('\n', Directory.GetFiles(folder, "*.log").Order()
        .SelectMany(file => File.ReadLines(file).Where(line => !line.StartsWith("   at", StringComparison.Ordinal))
            .TakeLast(WarningLines).Prepend(Path.GetFileName(file))));

    public Task Start() => Run("up");

    /// <summary>Ends a process without notice.</summary>
    public Task Kill(string kind, int number) => Run("kill", kind, Text(number));

    /// <summary>Ends a process as an update does.</summary>
    public Task Stop(string kind, int number) => Run("stop", kind, Text(number));

    public Task Start(string kind, int number) => Run("start", kind, Text(number));

    /// <summary>Drops what either of two silos sends to the other.</summary>
    public Task Cut(int one, int other) => Run("cut", Text(one), Text(other));

    /// <summary>Undoes every cut.</summary>
    public Task Join() => Run("join");

    public async ValueTask DisposeAsync() => await Run("down");

    private async Task Run(params string[] words)
    {
        var start = new ProcessStartInfo("bash", [Checkout.In("cluster"), .. words])
        {
            WorkingDirectory = Checkout.Root,
            RedirectStandardError = true,
        };
        start.Environment["CLUSTER_DIR"] = folder;
        start.Environment["CLUSTER_PORT"] = Text(port);
        start.Environment["CLUSTER_PROBE"] = "1";
        start.Environment["CLUSTER_PROGRAM"] = Checkout.Program("Web");
        using var timeout = new CancellationTokenSource(Timeout);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var errors = await process.StandardError.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"./cluster {string.Join(' ', words)} failed: {errors}");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
