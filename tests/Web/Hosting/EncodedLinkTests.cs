using System.Net;

namespace RedConnect.Tests.Web.Hosting;

public sealed class EncodedLinkTests(WholeProgram program) : IClassFixture<WholeProgram>
{
    [Theory]
    [InlineData("/%23ACNFZ4mrze8BI0VniavN7_Dh0sO0pZaHeGlaSzwtHg8")]
    [InlineData("/%2523a1b-2c3-d4e")]
    [InlineData("/%25252523a1b-2c3-d4e")]
    [InlineData("/%23a1b-2c3-d4e?utm_source=mail")]
    [InlineData("/%23a1b-2c3-d4e/more")]
    public async Task A_link_whose_number_sign_was_encoded_shows_the_entry_page(string address)
    {
        using var browser = program.Browser();
        using var page = await browser.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("entry-form", html, StringComparison.Ordinal);
        Assert.DoesNotContain("a1b-2c3-d4e", html, StringComparison.Ordinal);
    }
}
