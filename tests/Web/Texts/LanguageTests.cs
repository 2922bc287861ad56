using System.Text.RegularExpressions;

namespace RedConnect.Tests.Web.Texts;

public sealed partial class LanguageTests(WholeProgram program) : IClassFixture<WholeProgram>
{
    [Theory]
    [InlineData("de", null)]
    [InlineData("de", "*")]
    [InlineData("de", "fr, pl;q=0.5")]
    [InlineData("de", "de, en;q=0")]
    [InlineData("de", "fr, en;q=0")]
    [InlineData("de", "en;q=0.1, de-AT;q=0.2")]
    [InlineData("de", "enm")]
    [InlineData("de", "not / a, header;q")]
    [InlineData("en", "EN-gb")]
    [InlineData("en", "en, de")]
    [InlineData("en", "de;q=0.5, fr, en;q=0.9")]
    [InlineData("en", "fr, pl, it, es, pt, en;q=0.1")]
    public async Task The_header_chooses_by_quality_among_the_languages_there_are(string language, string? header)
    {
        Assert.Equal(language, await Language(program.Browser(), "/", header));
    }

    [Fact]
    public async Task The_query_wins_over_the_cookie_and_the_cookie_over_the_header()
    {
        using var client = program.Browser();
        Assert.Equal("en", await Language(client, "/?lang=en", "de"));
        Assert.Equal("en", await Language(client, "/", "de"));
        Assert.Equal("en", await Language(client, "/?lang=fr", "de"));
        Assert.Equal("de", await Language(client, "/?lang=de", "en"));
        Assert.Equal("de", await Language(client, "/hilfe", "en"));
    }

    [Fact]
    public async Task A_cookie_with_anything_else_in_it_is_ignored()
    {
        using var client = program.Browser();
        client.DefaultRequestHeaders.Add("Cookie", "language=x-y-z");
        Assert.Equal("en", await Language(client, "/", "en"));
    }

    [Fact]
    public async Task The_cookie_keeps_for_a_year_what_the_query_asked_for()
    {
        using var client = program.Browser();
        using var answer = await client.GetAsync(new Uri("/hilfe?lang=en", UriKind.Relative));
        Assert.Equal(
            ["language=en; max-age=31536000; path=/; samesite=lax; httponly"],
            answer.Headers.GetValues("Set-Cookie"));
        using var other = await client.GetAsync(new Uri("/hilfe", UriKind.Relative));
        Assert.False(other.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_page_about_an_error_has_the_language_of_its_request()
    {
        Assert.Equal("en", await Language(program.Browser(), "/no-such-page?lang=en", "de"));
    }

    private static async Task<string> Language(HttpClient client, string path, string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Language", header);
        }

        using var answer = await client.SendAsync(request);
        return Element().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value;
    }

    [GeneratedRegex("<html lang=\"(.+?)\"")]
    private static partial Regex Element();
}
