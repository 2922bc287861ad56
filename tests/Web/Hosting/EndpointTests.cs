using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace RedConnect.Tests.Web.Hosting;

/// <summary>Who may call what, and what every answer carries.</summary>
public sealed class EndpointTests(WholeProgram whole) : IClassFixture<WholeProgram>, IDisposable
{
    private static readonly string[] Anonymous =
    [
        "GET /api/session/token", "POST /api/practices", "POST /api/session", "POST /api/session/challenge",
        "POST /api/workplaces/recovery", "DELETE /api/session", "POST /api/workplaces/requests",
        "GET /api/workplaces/requests/{id}", "POST /api/sheet/ring", "POST /api/sheet/password",
        "GET /api/registration",
    ];

    private readonly Store store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Every_endpoint_says_who_may_call_it()
    {
        await using var program = store.Program(("Operator:Secret", new string('s', 32)));
        var endpoints = program.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        var silent = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is null
            && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null);
        Assert.Empty(silent.Select(endpoint => endpoint.DisplayName));
        var open = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(Name).Where(name => name.Contains(" /api", StringComparison.Ordinal));
        Assert.Equal(Anonymous.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_endpoint_that_says_nothing_is_closed()
    {
        await using var program = store.Program();
        var policies = program.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        Assert.NotNull(await policies.GetFallbackPolicyAsync());
    }

    [Theory]
    [InlineData("GET", "/api/practices", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/API/session", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/API/Nothing", HttpStatusCode.NotFound)]
    [InlineData("POST", "/API/practices", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/api/appointments/x", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/hubs/room", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/HUBS/ROOM", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/hubs/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/nothing", HttpStatusCode.NotFound)]
    public async Task Errors_have_the_right_status_and_the_headers_of_all_answers(
        string method, string path, HttpStatusCode status)
    {
        using var browser = whole.Browser();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Content = method is "GET" ? null : new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await browser.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
        foreach (var header in new[]
        {
            "Content-Security-Policy", "X-Content-Type-Options", "Cross-Origin-Resource-Policy",
        })
        {
            Assert.True(answer.Headers.Contains(header), header);
        }

        var isInterface = path.StartsWith("/api", StringComparison.OrdinalIgnoreCase);
        Assert.True(!isInterface || answer.Content.Headers.ContentType?.MediaType == "application/problem+json");
    }

    [Theory]
    [InlineData("http://localhost", HttpStatusCode.OK)]
    [InlineData("https://localhost", HttpStatusCode.OK)]
    [InlineData("http://localhost:81", HttpStatusCode.Forbidden)]
    [InlineData("https://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task The_hub_answers_pages_of_this_site_and_no_others(string? origin, HttpStatusCode status)
    {
        using var browser = whole.Browser();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri("/hubs/room/negotiate?v=2&negotiateVersion=1", UriKind.Relative));
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var answer = await browser.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
    }

    private static string Name(RouteEndpoint endpoint) =>
        $"{endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0]} "
        + "/" + endpoint.RoutePattern.RawText?.Trim('/');
}
