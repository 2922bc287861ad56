using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RedConnect.Grains.Contracts.Sessions;
using RedConnect.Tests.Web.Cryptography;

namespace RedConnect.Tests.Web.Watching;

/// <summary>What somebody reads to an operator leads to the log.</summary>
public sealed partial class FaultReferenceTests : IDisposable
{
    private const string Message = "a message with a name in it";
    private readonly Store store = new();

    public void Dispose() => store.Dispose();

    [Theory]
    [InlineData("/arzt/videosprechstunde")]
    [InlineData("/api/appointments?from=2026-01-01&to=2026-01-02")]
    public async Task The_reference_of_a_fault_is_in_the_log_once_with_its_type_and_stack(string path)
    {
        var (failing, lines) = (new FailingSessions(), new LogLines());
        await using var program = store.Program(("environment", "Production")).WithWebHostBuilder(host => host
            .ConfigureServices(services => services
                .AddSingleton<IIncomingGrainCallFilter>(failing)
                .AddSingleton<ILoggerProvider>(lines)));
        using var browser = program.CreateClient();
        await PlanningBrowser.Registered(browser);
        failing.Fails = true;
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var reference = Shown().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value;
        var line = Assert.Single(lines.All, text => text.Contains(nameof(FailingSessions), StringComparison.Ordinal));
        Assert.StartsWith($"Fault {reference} in a request to", line, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException", line, StringComparison.Ordinal);
        Assert.DoesNotContain(lines.All, text => text.Contains(Message, StringComparison.Ordinal));
    }

    [GeneratedRegex("""(?:<code>|"reference":")([^<"]+)""")]
    private static partial Regex Shown();

    private sealed class FailingSessions : IIncomingGrainCallFilter
    {
        public bool Fails { get; set; }

        public Task Invoke(IIncomingGrainCallContext context) =>
            Fails && context.InterfaceMethod.DeclaringType == typeof(ISessionGrain)
                ? throw new InvalidOperationException(Message)
                : context.Invoke();
    }
}
