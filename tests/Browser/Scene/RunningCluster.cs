using System.Diagnostics;
using System.Globalization;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>A region of real processes, run by the <c>cluster</c> script: three silos, two API servers, a web server, Azurite.</summary>
public sealed class RunningCluster : IDeployment
{
    private const int PortCount = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly string folder = Path.Combine(Directory.CreateTempSubdirectory("redconnect-cluster").FullName, "state");
    private readonly int port = Ports.FreeRow(PortCount);

    public Uri Address => new($"http://127.0.0.1:{port}");

    /// <summary>Everything the processes have printed.</summary>
    public string Log => string.Concat(Directory.GetFiles(folder, "*.log").Select(File.ReadAllText));

    public Task Start() => Run("up");

    /// <summary>As a power cut does it.</summary>
    public Task Kill(string kind, int number) => Run("kill", kind, Text(number));

    /// <summary>As a planned stop does it.</summary>
    public Task Stop(string kind, int number) => Run("stop", kind, Text(number));

    public Task Start(string kind, int number) => Run("start", kind, Text(number));

    /// <summary>From now on nothing that one of these silos sends reaches the other.</summary>
    public Task Cut(int one, int other) => Run("cut", Text(one), Text(other));

    /// <summary>Undoes every cut.</summary>
    public Task Join() => Run("join");

    public async ValueTask DisposeAsync() => await Run("down");

    private async Task Run(params string[] words)
    {
        var start = new ProcessStartInfo("bash", [Checkout.In("cluster"), .. words]) { WorkingDirectory = Checkout.Root, RedirectStandardError = true };
        start.Environment["CLUSTER_DIR"] = folder;
        start.Environment["CLUSTER_PORT"] = Text(port);
        start.Environment["CLUSTER_PROBE"] = "1";
        start.Environment["CLUSTER_PROGRAM"] = Checkout.Program("Web");
        using var deadline = new CancellationTokenSource(Patience);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var complaint = await process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"./cluster {string.Join(' ', words)} failed: {complaint}");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
