using System.Collections.Concurrent;
using System.Net;
using Microsoft.Playwright;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>
/// Pictures of all pages and states that tests visit, with an index page, in <c>artifacts/screens</c>.
/// </summary>
internal static class Screens
{
    private static readonly string Folder = Fresh(Checkout.In("artifacts", "screens"));
    private static readonly ConcurrentQueue<string> Figures = new();

    /// <summary>Adds a picture of the page as it is now.</summary>
    /// <param name="page">At the width and in the colours named.</param>
    /// <param name="test">The test that visits it.</param>
    /// <param name="look">Width and colours.</param>
    public static async Task Add(IPage page, string test, string look)
    {
        var file = $"{Figures.Count + 1:000}.png";
        var path = Path.Combine(Folder, file);
        await page.ScreenshotAsync(new() { Path = path, Animations = ScreenshotAnimations.Disabled });
        var words = WebUtility.HtmlEncode($"{test.Replace('_', ' ')} · {new Uri(page.Url).PathAndQuery} · {look}");
        Figures.Enqueue($"<figure><img src='{file}' width='400'><figcaption>{words}</figcaption></figure>");
        await File.WriteAllTextAsync(Path.Combine(Folder, "index.html"),
            "<!doctype html><meta charset='utf-8'><style>body{display:flex;flex-wrap:wrap}</style>"
            + string.Concat(Figures));
    }

    private static string Fresh(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        return folder;
    }
}
