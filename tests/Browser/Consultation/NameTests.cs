using System.Text;
using Microsoft.Playwright;
using RedConnect.Tests.Browser.Scene;

namespace RedConnect.Tests.Browser.Consultation;

/// <summary>A name is shown as it was typed and has no other effect.</summary>
[Collection("consultations")]
public sealed class NameTests(Stage stage)
{
    private const int Longest = 480;
    private const string Hostile = "\u202Egnol\u2069 <script>alert(1)</script> 🙂 שרה\u200F &amp; ";

    [Fact]
    public async Task The_longest_name_arrives_unchanged_and_a_longer_one_is_refused_with_a_sentence()
    {
        var left = Longest - Encoding.UTF8.GetByteCount(Hostile);
        var name = Hostile + new string('€', left / 3) + new string('x', left % 3);
        var codes = await stage.Practice.Plan("Seltsame Namen");
        var patient = await stage.Patient.Enter(codes.Patient, name + "x");
        await patient.Page.Says("entry.nameTooLong");
        await patient.Page.Locator("#name").FillAsync(name);
        await patient.Page.Locator("#entry-form button").ClickAsync();
        var practitioner = await stage.Practitioner.Enter(codes.Practitioner, Practice.FullName);
        await practitioner.InCall();
        var shown = practitioner.Page.Locator("figure.tile bdi");
        Assert.Equal(name, await shown.TextContentAsync());
        Assert.Equal(0, await practitioner.Page.Locator("main script").CountAsync());

        await patient.Page.Locator("#camera").ClickAsync();
        var note = practitioner.Page.Locator("figure.tile .tile-note");
        await Assertions.Expect(note).ToContainTextAsync("gnol <script>");
        Assert.StartsWith("\u2068gnol <script>", await note.TextContentAsync(), StringComparison.Ordinal);
        Assert.EndsWith("\u2069: Kamera ist aus", await note.TextContentAsync(), StringComparison.Ordinal);
        await practitioner.Page.IsAccessible();
        await patient.Page.Context.CloseAsync();
        await practitioner.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_participants_name_does_not_change_the_text_around_it_in_the_portal()
    {
        await stage.Practice.Plan(Hostile.Trim());
        var page = stage.Practice.Page;
        Assert.Equal(Hostile.Trim(), await page.Locator("#detail-title bdi").TextContentAsync());
        var row = page.Locator(".entry bdi.who", new() { HasText = "gnol" });
        Assert.Equal(Hostile.Trim(), await row.TextContentAsync());
        Assert.Equal(0, await page.Locator("main script").CountAsync());
        await page.IsAccessible();
    }
}
