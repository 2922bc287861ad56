using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>What would keep somebody out of a page as it is now: axe's violations, sideways scrolling, targets too small for a thumb.</summary>
internal static class Barriers
{
    private const int Desk = 1280;
    private const int Phone = 360;

    private const string Look = """
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

    /// <summary>Looks at the page on a desk and on a phone: in German light on the desk and dark on the phone, in English the other way round.</summary>
    public static async Task KeepsNobodyOut(this IPage page)
    {
        var isGerman = await page.Locator("html").GetAttributeAsync("lang") == "de";
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Axe);
        }

        await LooksGood(page, Desk, isGerman ? ColorScheme.Light : ColorScheme.Dark);
        await LooksGood(page, Phone, isGerman ? ColorScheme.Dark : ColorScheme.Light);
        await page.SetViewportSizeAsync(Desk, 800);
    }

    private static async Task LooksGood(IPage page, int width, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await page.SetViewportSizeAsync(width, 800);
        var found = await page.EvaluateAsync<string[]>(Look);
        Assert.True(found.Length == 0, $"{page.Url}, {width} px, {scheme}:\n{string.Join('\n', found)}");
    }
}
