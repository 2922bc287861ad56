using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Web.Hosting;

/// <summary>The program as a process, on a free port of loopback.</summary>
internal sealed partial class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);
    private readonly Process process;
    private readonly StringBuilder printed;

    private RunningProgram(Process process, StringBuilder printed, Uri address)
    {
        (this.process, this.printed) = (process, printed);
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>Everything it has printed.</summary>
    public string Log
    {
        get
        {
            lock (printed)
            {
                return printed.ToString();
            }
        }
    }

    public Uri Address => Client.BaseAddress ?? throw new InvalidOperationException("The client has no address.");

    /// <summary>Starts this build in the project's folder, as <c>dotnet run</c> does.</summary>
    public static Task<RunningProgram> Start(params (string Key, string Value)[] settings) =>
        Start(Checkout.Program("Web"), Checkout.In("src", "Web"), settings);

    /// <summary>Starts a program in a folder and waits until it listens.</summary>
    public static async Task<RunningProgram> Start(
        string program, string folder, params (string Key, string Value)[] settings)
    {
        var process = Run(program, folder, settings);
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var printed = new StringBuilder();
        process.ErrorDataReceived += (_, line) => Keep(printed, line.Data);
        process.OutputDataReceived += (_, line) =>
        {
            Keep(printed, line.Data);
            if (Announced().Match(line.Data ?? "") is { Success: true } announced)
            {
                address.TrySetResult(new Uri(announced.Groups[1].Value));
            }
            else if (line.Data is null)
            {
                address.TrySetException(new InvalidOperationException($"{program} ended: {printed}"));
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            return new RunningProgram(process, printed, await address.Task.WaitAsync(Timeout));
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>Starts this build, which must refuse to run.</summary>
    public static async Task<(int ExitCode, string Message)> Refuses(params (string Key, string Value)[] settings)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        using var process = Run(Checkout.Program("Web"), Checkout.In("src", "Web"), settings);
        var message = await process.StandardError.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        return (process.ExitCode, message.Trim());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static void Keep(StringBuilder printed, string? line)
    {
        lock (printed)
        {
            printed.AppendLine(line);
        }
    }

    private static Process Run(string program, string folder, (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [program])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    [GeneratedRegex(@"RedConnect\b.* at (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Announced();
}
