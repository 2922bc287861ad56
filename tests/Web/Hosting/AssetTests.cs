using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace RedConnect.Tests.Web.Hosting;

public sealed partial class AssetTests(WholeProgram program) : IClassFixture<WholeProgram>
{
    private const string Immutable = "max-age=31536000, immutable";
    [Fact]
    public async Task Pages_name_files_by_their_content_and_with_its_hash_and_browsers_may_keep_them()
    {
        using var client = program.Browser();
        var page = await client.GetStringAsync(new Uri("/", UriKind.Relative));
        var files = Files().Matches(page);
        Assert.Equal(["/css/base", "/css/room", "/js/room"], files.Select(file => file.Groups["name"].Value));
        foreach (Match file in files)
        {
            using var answer = await Get(client, file.Groups["url"].Value);
            Assert.Equal(Immutable, answer.Headers.CacheControl?.ToString());
            var hash = SHA256.HashData(await answer.Content.ReadAsByteArrayAsync());
            Assert.Equal(file.Groups["hash"].Value, Convert.ToBase64String(hash));
        }
    }

    [Theory]
    [InlineData("/js/room.js")]
    [InlineData("/js/room.js?v=AnotherBuild")]
    [InlineData("/css/base.css?v=AnotherBuild")]
    [InlineData("/js/argon2-worker.js")]
    [InlineData("/js/timer-worker.js")]
    public async Task An_address_without_the_content_in_it_is_asked_for_again_each_time(string path)
    {
        using var answer = await Get(program.Browser(), path);
        Assert.Equal((HttpStatusCode.OK, "no-cache"), (answer.StatusCode, answer.Headers.CacheControl?.ToString()));
        Assert.NotNull(answer.Headers.ETag);
    }

    [Theory]
    [InlineData("/js/room.anotherone.js")]
    [InlineData("/js/room.ts")]
    [InlineData("/js/.bundled")]
    [InlineData("/appsettings.json")]
    public async Task A_file_of_another_build_and_anything_else_is_not_found(string path)
    {
        using var answer = await Get(program.Browser(), path);
        Assert.Equal((HttpStatusCode.NotFound, null), (answer.StatusCode, answer.Headers.CacheControl?.ToString()));
    }

    [Fact]
    public async Task Workers_have_a_policy_of_their_own()
    {
        using var worker = await Get(program.Browser(), "/js/argon2-worker.js");
        using var script = await Get(program.Browser(), "/js/room.js");
        Assert.Contains("wasm-unsafe-eval", Policy(worker), StringComparison.Ordinal);
        Assert.DoesNotContain("wasm-unsafe-eval", Policy(script), StringComparison.Ordinal);
    }

    private static string Policy(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Content-Security-Policy").Single();

    private static Task<HttpResponseMessage> Get(HttpClient client, string path) =>
        client.GetAsync(new Uri(path, UriKind.Relative));

    [GeneratedRegex("""(?:src|href)="(?<url>(?<name>/(?:js|css)/\w+)\.\w+\.\w+)" integrity="sha256-(?<hash>[^"]+)">""")]
    private static partial Regex Files();
}
