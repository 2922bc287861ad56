using System.Text.Json;
using Microsoft.Playwright;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>Expects texts of the product's dictionaries on a page.</summary>
internal static class PageTexts
{
    private static readonly Dictionary<string, Dictionary<string, string>> Dictionaries =
        new[] { "de", "en" }.ToDictionary(language => language, Load);

    /// <summary>Waits until the page shows these texts in its language.</summary>
    public static async Task Says(this IPage page, params string[] keys)
    {
        var texts = Dictionaries[await page.Locator("html").GetAttributeAsync("lang") ?? ""];
        foreach (var key in keys)
        {
            var matches = page.Locator("main").GetByText(texts[key], new() { Exact = true });
            await matches.Locator("visible=true").Last.WaitForAsync();
        }
    }

    /// <summary>Waits until the page shows these texts, then loads it in English and waits again.</summary>
    public static async Task SaysInBothLanguages(this IPage page, params string[] keys)
    {
        await page.Says(keys);
        await page.GotoAsync("/?lang=en");
        await page.Says(keys);
    }

    private static Dictionary<string, string> Load(string language)
    {
        var file = File.ReadAllText(Checkout.In("src", "Web", "Texts", $"{language}.json"));
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file) ?? [];
    }
}
