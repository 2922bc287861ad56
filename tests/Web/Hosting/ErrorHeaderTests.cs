using System.Net;
using System.Text;

namespace RedConnect.Tests.Web.Hosting;

/// <summary>What errors carry when the real server, and not a stand-in for it, finds them.</summary>
public sealed class ErrorHeaderTests : IDisposable
{
    private readonly Store store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Errors_of_the_interface_have_the_headers_of_all_answers_and_are_not_stored()
    {
        await using var program = await RunningProgram.Start(("Store__Path", store.Path));
        (string Method, string Path, string Media, int Length, HttpStatusCode Status)[] errors =
        [
            ("POST", "/api/practices", "application/json", 70_000, HttpStatusCode.RequestEntityTooLarge),
            ("POST", "/api/practices", "text/plain", 2, HttpStatusCode.UnsupportedMediaType),
            ("POST", "/api/practices", "application/json", 2, HttpStatusCode.BadRequest),
            ("PUT", "/api/session/token", "application/json", 2, HttpStatusCode.MethodNotAllowed),
            ("POST", "/api/nothing", "application/json", 2, HttpStatusCode.NotFound),
            ("POST", "/%61pi/nothing", "application/json", 2, HttpStatusCode.NotFound),
            ("POST", "/API//session", "application/json", 2, HttpStatusCode.NotFound),
            ("PUT", "/%61PI/appointments/x", "application/json", 2, HttpStatusCode.Unauthorized),
        ];
        foreach (var error in errors)
        {
            using var request = new HttpRequestMessage(
                new HttpMethod(error.Method), new Uri($"{program.Address}{error.Path[1..]}"));
            request.Content = new StringContent(new string('{', error.Length), Encoding.UTF8, error.Media);
            using var answer = await program.Client.SendAsync(request);
            Assert.Equal((error.Path, error.Status), (error.Path, answer.StatusCode));
            HasHeaders(answer);
        }
    }

    [Fact]
    public async Task Refused_requests_of_an_overloaded_server_have_them_too_and_say_when_to_come_back()
    {
        await using var program = await RunningProgram.Start(
            ("Store__Path", store.Path), ("Limits__Requests__Burst", "1"), ("Limits__Requests__PerSecond", "1"));
        for (var n = 0; n < 100; n++)
        {
            using var answer = await program.Client.GetAsync(new Uri("/api/session", UriKind.Relative));
            HasHeaders(answer);
            if (answer.StatusCode is HttpStatusCode.ServiceUnavailable)
            {
                Assert.NotNull(answer.Headers.RetryAfter);
                return;
            }
        }

        Assert.Fail("A hundred requests were answered.");
    }

    private static void HasHeaders(HttpResponseMessage answer)
    {
        foreach (var header in new[]
        {
            "Content-Security-Policy", "X-Content-Type-Options", "Cross-Origin-Resource-Policy",
        })
        {
            Assert.True(answer.Headers.Contains(header), $"{answer.StatusCode} {header}");
        }

        Assert.True(answer.Headers.CacheControl?.NoStore, $"{answer.StatusCode}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
