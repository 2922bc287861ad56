using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Mvc.Testing;
using RedConnect.Tests.Web.Hosting;
using RedConnect.Web.Hosting;

namespace RedConnect.Tests.Web.Watching;

public sealed class OperatorTests : IDisposable
{
    private const string Secret = "a-secret-of-forty-characters-or-a-few-more";
    private const string Credentials = $"operator:{Secret}";

    private static readonly string[] Paths =
    [
        "/operator/metrics",
        "/Operator/Metrics/",
        "/operator/dashboard/",
        "/operator/dashboard/index.min.js",
        "/operator/dashboard/DashboardCounters",
    ];

    private static readonly string?[] WrongCredentials =
        [null, "", "operator", "operator:", $"operator:{Secret[..^1]}", $"operator:{Secret} ", $"{Secret}:"];

    private readonly Store store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Metrics_and_dashboard_are_served_with_the_secret_only()
    {
        await using var program = Program(Secret);
        using var client = program.CreateClient();
        foreach (var path in Paths)
        {
            foreach (var wrong in WrongCredentials)
            {
                var refused = await Status(client, path, wrong);
                Assert.Equal((path, wrong, HttpStatusCode.Unauthorized), (path, wrong, refused));
            }

            Assert.Equal((path, HttpStatusCode.OK), (path, await Status(client, path, Credentials)));
        }
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_served()
    {
        await using var program = Program(null);
        using var client = program.CreateClient();
        foreach (var path in Paths)
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, await Status(client, path, "operator:")));
        }
    }

    [Fact]
    public async Task Metrics_contain_those_of_the_store_the_server_and_the_runtime()
    {
        await using var program = Program(Secret);
        using var client = program.CreateClient();
        await client.GetStringAsync(new Uri("/arzt", UriKind.Relative));
        using var answer = await Get(client, "/operator/metrics", Credentials);
        var metrics = await answer.Content.ReadAsStringAsync();
        Assert.Contains("orleans_storage_write_latency", metrics, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds", metrics, StringComparison.Ordinal);
        Assert.Contains("dotnet_process_cpu_time_seconds_total", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dashboard_shows_no_state_of_grains_and_no_log()
    {
        const string state = "/operator/dashboard/grainstate?grainId=web&grainType=key-ring";
        await using var program = Program(Secret);
        using var client = program.CreateClient();
        Assert.Equal(HttpStatusCode.NotFound, await Status(client, state, Credentials));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(client, "/operator/dashboard/Trace", Credentials));
    }

    [Fact]
    public async Task A_short_secret_is_refused_at_the_start()
    {
        var (code, message) = await RunningProgram.Refuses(
            ("Store__Path", store.Path), ("Operator__Secret", "too short"));
        Assert.Equal(3, code);
        Assert.Contains("32 characters", message, StringComparison.Ordinal);
    }

    private WebApplicationFactory<ApiOptions> Program(string? secret) => secret is null
        ? store.Program(("Operator:Dashboard", "true"))
        : store.Program(("Operator:Secret", secret), ("Operator:Dashboard", "true"));

    private static async Task<HttpStatusCode> Status(HttpClient client, string path, string? credentials)
    {
        using var answer = await Get(client, path, credentials);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> Get(HttpClient client, string path, string? credentials)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (credentials is not null)
        {
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", encoded);
        }

        return await client.SendAsync(request);
    }
}
