using System.Runtime.CompilerServices;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>
/// Checks a page as it is now, and keeps a picture of it: axe's violations, sideways scrolling, targets too small for a
/// thumb.
/// </summary>
internal static class Accessibility
{
    private const int Desktop = 1280;
    private const int Phone = 360;
    private const int Height = 800;

    private const string Check = """
        async () => {
          const found = [];
          const { scrollWidth } = document.documentElement;
          if (scrollWidth > innerWidth) found.push(`scrolls sideways by ${scrollWidth - innerWidth} px`);
          const inText = (e) => e.tagName === 'A' && getComputedStyle(e).display === 'inline';
          for (const e of document.querySelectorAll('a[href], button, input, select, summary')) {
            const { width, height, right } = (e.closest('label.check') ?? e).getBoundingClientRect();
            if (e.checkVisibility() && right > 0 && !inText(e) && Math.min(width, height) < 43.9) {
              found.push(`${Math.round(width)} × ${Math.round(height)} px is too small: ${e.outerHTML.slice(0, 120)}`);
            }
          }
          const { violations } = await axe.run(document, { resultTypes: ['violations'] });
          return found.concat(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(', ')}`));
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>
    /// Checks the page at the widths of a desktop and a phone: German pages in light colours on the desktop and in dark
    /// colours on the phone, English pages the other way round.
    /// </summary>
    public static async Task IsAccessible(this IPage page, [CallerMemberName] string test = "")
    {
        var isGerman = await page.Locator("html").GetAttributeAsync("lang") == "de";
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Axe);
        }

        await IsAccessible(page, Desktop, isGerman ? ColorScheme.Light : ColorScheme.Dark, test);
        await IsAccessible(page, Phone, isGerman ? ColorScheme.Dark : ColorScheme.Light, test);
        await page.SetViewportSizeAsync(Desktop, Height);
    }

    private static async Task IsAccessible(IPage page, int width, ColorScheme scheme, string test)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await page.SetViewportSizeAsync(width, Height);
        await Screens.Add(page, test, $"{width} px, {scheme}");
        var found = await page.EvaluateAsync<string[]>(Check);
        Assert.True(found.Length == 0, $"{page.Url}, {width} px, {scheme}:\n{string.Join('\n', found)}");
    }
}
