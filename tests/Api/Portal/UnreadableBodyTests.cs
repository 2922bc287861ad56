using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace RedConnect.Tests.Api.Portal;

/// <summary>Bodies that are not the JSON an endpoint reads, at every endpoint that reads one.</summary>
public sealed class UnreadableBodyTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Json = "application/json";
    private static readonly (string Method, string Path)[] Endpoints =
    [
        ("POST", "/api/practices"), ("POST", "/api/session/challenge"), ("POST", "/api/session"),
        ("POST", "/api/workplaces/recovery"), ("PUT", "/api/workplaces/00000000000000000000000000000000/name"),
        ("PUT", "/api/appointments/00000000000000000000000000000000"), ("POST", "/api/codes/evaluation"),
    ];

    public static TheoryData<string, string> Bodies => new()
    {
        { "nothing", "" },
        { "cut off", """{"practice":"a""" },
        { "null", "null" },
        { "an array", "[]" },
        { "a number", "1e999" },
        { "text", "\"x\"" },
        { "deep", new string('[', 10_000) },
        { "deep objects", string.Concat(Enumerable.Repeat("""{"practice":""", 5_000)) },
        { "a lone surrogate", """{"practice":"\ud800","user":"\udc00"}""" },
        { "the same field twice", """{"practice":"a","practice":["b"],"blinded":"AA==","blinded":{}}""" },
        { "a comment", """{/* */}""" },
        { "a number of 5000 digits", $$"""{"practice":{{new string('9', 5_000)}}}""" },
        { "a type of ours", """{"$type":"System.Object","$id":"1","$ref":"1"}""" },
        { "a zero", "\0" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_cannot_be_read_is_malformed_everywhere(string kind, string body)
    {
        foreach (var media in new[] { Json, "application/json; charset=utf-16", "application/problem+json" })
        {
            await Refuses(kind, media, Encoding.UTF8.GetBytes(body));
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=none-such")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=\"utf-32\"")]
    [InlineData("application/octet-stream")]
    public async Task A_body_of_another_type_is_malformed_everywhere(string media) =>
        await Refuses(media, media, "{}"u8.ToArray());

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_malformed_everywhere() =>
        await Refuses("no UTF-8", Json, [.. "{\"practice\":\""u8, 0xff, 0xc0, 0xed, 0xa0, 0x80, .. "\"}"u8]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_refused_as_such_whether_its_length_is_known_or_not(bool chunked)
    {
        var large = Encoding.UTF8.GetBytes($$"""{"practice":"{{new string('a', 70_000)}}"}""");
        await Refuses("large", Json, large, "tooLarge", chunked);
    }

    private async Task Refuses(
        string kind, string media, byte[] body, string code = "malformed", bool chunked = false)
    {
        using var workplace = new Workplace(await host.Browser(), "Praxis " + Workplace.NewId()[..12]);
        await workplace.Register();
        foreach (var (method, path) in Endpoints)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(media);
            request.Headers.TransferEncodingChunked = chunked;
            using var answer = await workplace.Client.SendAsync(request);
            var shown = $"{kind} as {media}: {method} {path} {answer.StatusCode}";
            Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType
                or HttpStatusCode.RequestEntityTooLarge, shown);
            Assert.Equal((shown, code), (shown, await Workplace.Code(answer)));
        }
    }
}
