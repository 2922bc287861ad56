using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Mvc.Testing;
using RedConnect.Tests.Web.Hosting;
using RedConnect.Web.Hosting;

namespace RedConnect.Tests.Web.Watching;

/// <summary>The whole program, on a store of its own.</summary>
public sealed class OperatorTests : IDisposable
{
    private const string Secret = "a-secret-of-forty-characters-or-a-few-more";
    private static readonly string[] Places =
        ["/operator/metrics", "/Operator/Metrics/", "/operator/dashboard/", "/operator/dashboard/index.min.js",
        "/operator/dashboard/DashboardCounters"];
    private readonly Store store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Who_has_the_secret_sees_figures_and_dashboard_and_nobody_else_does()
    {
        await using var program = Program(Secret);
        using var client = program.CreateClient();
        foreach (var place in Places)
        {
            foreach (
                var stranger in new[] { null, "", "operator", "operator:", $"operator:{Secret[..^1]}",
                $"operator:{Secret} ", $"{Secret}:" })
            {
                Assert.Equal((place, stranger, HttpStatusCode.Unauthorized),
                    (place, stranger, (await Get(client, place, stranger)).StatusCode));
            }

            Assert.Equal((place, HttpStatusCode.OK),
                (place, (await Get(client, place, $"operator:{Secret}")).StatusCode));
        }
    }

    [Fact]
    public async Task Without_a_secret_there_is_nothing()
    {
        await using var program = Program(null);
        using var client = program.CreateClient();
        foreach (var place in Places)
        {
            Assert.Equal((place, HttpStatusCode.NotFound), (place, (await Get(client, place, "operator:")).StatusCode));
        }
    }

    [Fact]
    public async Task The_figures_are_ours_those_of_the_store_and_those_of_the_server()
    {
        await using var program = Program(Secret);
        using var client = program.CreateClient();
        await client.GetStringAsync(new Uri("/arzt", UriKind.Relative));
        var figures = await (await Get(client, "/operator/metrics", $"operator:{Secret}")).Content.ReadAsStringAsync();
        Assert.Contains("orleans_storage_write_latency", figures, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds", figures, StringComparison.Ordinal);
        Assert.Contains("dotnet_process_cpu_time_seconds_total", figures, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_grains_store_is_not_shown_even_to_operators()
    {
        await using var program = Program(Secret);
        using var client = program.CreateClient();
        Assert.Equal(HttpStatusCode.NotFound,
            (await Get(client, "/operator/dashboard/grainstate?grainId=web&grainType=data-protection-keys",
            $"operator:{Secret}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await Get(client, "/operator/dashboard/Trace", $"operator:{Secret}")).StatusCode);
    }

    [Fact]
    public async Task A_short_secret_is_refused_at_the_start()
    {
        var (code, words) = await RunningProgram
            .Refuses(("Store__Path", store.Path), ("Operator__Secret", "too short"));
        Assert.Equal(3, code);
        Assert.Contains("32 characters", words, StringComparison.Ordinal);
    }

    private WebApplicationFactory<ApiOptions> Program(string? secret) =>
        secret is null ? store.Program(("Operator:Dashboard", "true"))
            : store.Program(("Operator:Secret", secret), ("Operator:Dashboard", "true"));

    private static async Task<HttpResponseMessage> Get(HttpClient client, string place, string? nameAndSecret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, place);
        if (nameAndSecret is not null)
        {
            request.Headers.Authorization =
                new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(nameAndSecret)));
        }

        return await client.SendAsync(request);
    }
}
