using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RedConnect.Hosting;

namespace RedConnect.Tests.Web.Watching;

/// <summary>What is left of an entry of our own program or a library.</summary>
public sealed partial class LogScrubbingTests : IDisposable
{
    private const string Secret = "c3f-e04-d96";
    private readonly LogLines lines = new();
    private readonly IHost host;
    private readonly ILogger log;

    public LogScrubbingTests()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ILoggerProvider>(lines);
        builder.AddLogScrubbing();
        host = builder.Build();
        log = host.Services.GetRequiredService<ILogger<LogScrubbingTests>>();
    }

    private string Line => Assert.Single(lines.All);

    public void Dispose()
    {
        host.Dispose();
        lines.Dispose();
    }

    [Fact]
    public void Of_values_those_are_kept_that_cannot_be_anybodys()
    {
        LogValues(log, 7, TimeSpan.FromSeconds(5), SocketError.TimedOut, GrainId.Create("access-code", Secret), Secret,
            new Uri($"https://host/{Secret}"), "room");
        Assert.StartsWith("7 00:00:05 TimedOut access-code/… … … room", Line, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_somebody_wrote_into_the_template_is_removed()
    {
#pragma warning disable CA2254, CA1848, CA1873 // As libraries do it.
        log.LogWarning($"Conflict on access-code/{Secret} of 203.0.113.77 in time");
#pragma warning restore CA2254, CA1848, CA1873
        Assert.StartsWith("Conflict on … of … in time", Line, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Line, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_is_its_types_numbers_and_stacks()
    {
        Exception[] causes = [new SocketException((int)SocketError.TimedOut, Secret), new IOException(Secret, 28)];
        LogFailed(log, Thrown(new AggregateException(Secret, causes)));
        Assert.Contains("System.AggregateException", Line, StringComparison.Ordinal);
        Assert.Contains("SocketErrorCode TimedOut", Line, StringComparison.Ordinal);
        Assert.Contains("System.IO.IOException (HResult 28)", Line, StringComparison.Ordinal);
        Assert.Contains($"   at {typeof(LogScrubbingTests).FullName}.{nameof(Thrown)}", Line, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Line, StringComparison.Ordinal);
    }

    [Fact]
    public void Scopes_are_dropped()
    {
        using (log.BeginScope(Secret))
        {
            LogFailed(log, null);
        }

        Assert.StartsWith("Failed", Line, StringComparison.Ordinal);
    }

    private static AggregateException Thrown(AggregateException failure)
    {
        try
        {
            throw failure;
        }
        catch (AggregateException thrown)
        {
            return thrown;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Count} {Timeout} {Kind} {Grain} {Text} {Path} {StateName}")]
    private static partial void LogValues(ILogger log, int count, TimeSpan timeout, SocketError kind, GrainId grain,
        string text, Uri path, string stateName);

    [LoggerMessage(2, LogLevel.Error, "Failed.")]
    private static partial void LogFailed(ILogger log, Exception? failure);
}
