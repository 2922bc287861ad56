using System.Diagnostics;

namespace RedConnect.Tests.Load.Servers;

/// <summary>A process that serves, watched from outside.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Process">Where its time and memory are read.</param>
internal sealed record Server(string Role, Process Process) : IDisposable
{
    /// <summary>Processor time used so far, user and system.</summary>
    public TimeSpan Cpu
    {
        get
        {
            Process.Refresh();
            return Process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in bytes.</summary>
    public long Memory
    {
        get
        {
            Process.Refresh();
            return Process.WorkingSet64;
        }
    }

    /// <summary>Starts a program and waits until it answers.</summary>
    public static async Task<Server> Start(string role, ProcessStartInfo start, Uri address)
    {
        var server =
            new Server(role, Process.Start(start) ?? throw new InvalidOperationException($"{role} did not start."));
        using var client = new HttpClient { BaseAddress = address };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        try
        {
            while (await timer.WaitForNextTickAsync(deadline.Token) && !await Answers(client, deadline.Token))
            {
            }

            return server;
        }
        catch (OperationCanceledException)
        {
            await server.Kill();
            server.Dispose();
            throw;
        }
    }

    /// <summary>As a power cut does it.</summary>
    public async Task Kill()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
    }

    public void Dispose() => Process.Dispose();

    private static async Task<bool> Answers(HttpClient client, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), cancellation);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
