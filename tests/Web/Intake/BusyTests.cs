using System.Diagnostics;
using System.Net;
using Xunit.Abstractions;

namespace RedConnect.Tests.Web.Intake;

public sealed class BusyTests(ITestOutputHelper output) : IDisposable
{
    private readonly Store store = new();

    public void Dispose() => store.Dispose();

    [Theory]
    [InlineData("de", "Gerade ist sehr viel los")]
    [InlineData("en", "We are very busy just now")]
    public async Task A_page_too_many_says_so_in_words_and_tries_again_by_itself(string language, string title)
    {
        await using var program = store.Program(("Intake:Pages:Burst", "1"), ("Intake:Pages:PerSecond", "1"));
        using var client = program.CreateClient();
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        using var busy = await Exhaust(client, "/");
        var page = await busy.Content.ReadAsStringAsync();
        Assert.Contains(title, page, StringComparison.Ordinal);
        Assert.Contains("/js/busy.", page, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", busy.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.InRange(busy.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Whoever_comes_back_has_pages_of_their_own_and_files_and_health_are_for_all()
    {
        await using var program = store.Program(("Intake:PagesPerAddress:Burst", "1"), ("Intake:PagesPerAddress:PerSecond", "1"));
        using var client = program.CreateClient();
        using var busy = await Exhaust(client, "/arzt");
        foreach (var path in new[] { "/?back", "/css/base.css", "/js/busy.js", "/health/ready", "/health/live" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal((path, HttpStatusCode.OK), (path, answer.StatusCode));
        }
    }

    /// <summary>Newcomers at five times what a server takes: the program measures, checks and prints; see tests/Load/Overload.cs.</summary>
    [Fact]
    public async Task While_newcomers_are_shed_rooms_relay_every_signal_and_take_back_who_has_a_seat()
    {
        var bin = new DirectoryInfo(AppContext.BaseDirectory);
        var load = Path.Combine(bin.Parent?.Parent?.FullName ?? "", "Load", bin.Name, "RedConnect.Load.dll");
        using var program = Process.Start(new ProcessStartInfo("dotnet", [load, "overload", "--rooms", "8", "--seconds", "4"]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("dotnet did not start.");
        var figures = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        output.WriteLine(figures);
        Assert.True(program.ExitCode == 0, figures);
    }

    private static async Task<HttpResponseMessage> Exhaust(HttpClient client, string path)
    {
        for (var n = 0; n < 100; n++)
        {
            var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            if (answer.StatusCode is HttpStatusCode.ServiceUnavailable)
            {
                return answer;
            }

            answer.Dispose();
        }

        throw new InvalidOperationException("A hundred pages were given.");
    }
}
