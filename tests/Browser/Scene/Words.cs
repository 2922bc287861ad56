using System.Text.Json;
using Microsoft.Playwright;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>The product's own dictionaries: what a page has to say in its language.</summary>
internal static class Words
{
    private static readonly Dictionary<string, Dictionary<string, string>> Dictionaries =
        new[] { "de", "en" }.ToDictionary(language => language, Load);

    /// <summary>Waits until the page shows these texts.</summary>
    public static async Task Says(this IPage page, params string[] keys)
    {
        var words = Dictionaries[await page.Locator("html").GetAttributeAsync("lang") ?? ""];
        foreach (var key in keys)
        {
            await page.Locator("main").GetByText(words[key], new() { Exact = true }).Locator("visible=true").Last.WaitForAsync();
        }
    }

    /// <summary>The same page in the other language, and what it has to say there.</summary>
    public static async Task SaysInBothLanguages(this IPage page, params string[] keys)
    {
        await page.Says(keys);
        await page.GotoAsync("/?lang=en");
        await page.Says(keys);
    }

    private static Dictionary<string, string> Load(string language) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Checkout.In("src", "Web", "Texts", $"{language}.json"))) ?? [];
}
