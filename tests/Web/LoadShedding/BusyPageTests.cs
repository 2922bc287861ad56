using System.Net;

namespace RedConnect.Tests.Web.LoadShedding;

public sealed class BusyPageTests : IDisposable
{
    private static readonly (TimeSpan Min, TimeSpan Max) Retry = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
    private readonly Store store = new();

    public void Dispose() => store.Dispose();

    [Theory]
    [InlineData("de", "Gerade ist sehr viel los")]
    [InlineData("en", "We are very busy just now")]
    public async Task A_page_over_the_limit_says_so_and_is_requested_again_by_its_script(string language, string title)
    {
        await using var program = store.Program(("Limits:Pages:Burst", "1"), ("Limits:Pages:PerSecond", "1"));
        using var client = program.CreateClient();
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        using var busy = await GetUntilBusy(client, "/");
        var page = await busy.Content.ReadAsStringAsync();
        var policy = busy.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains(title, page, StringComparison.Ordinal);
        Assert.Contains("/js/busy.", page, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.InRange(busy.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, Retry.Min, Retry.Max);
    }

    [Fact]
    public async Task Pages_of_returning_tabs_have_a_limit_of_their_own_and_files_and_health_checks_have_none()
    {
        await using var program = store.Program(
            ("Limits:PagesPerAddress:Burst", "1"), ("Limits:PagesPerAddress:PerSecond", "1"));
        using var client = program.CreateClient();
        using var busy = await GetUntilBusy(client, "/arzt");
        foreach (var path in new[] { "/?back", "/css/base.css", "/js/busy.js", "/health/ready", "/health/live" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal((path, HttpStatusCode.OK), (path, answer.StatusCode));
        }
    }

    private static async Task<HttpResponseMessage> GetUntilBusy(HttpClient client, string path)
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

        throw new InvalidOperationException("A hundred pages were served.");
    }
}
