using Microsoft.Playwright;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>Somebody without a mouse.</summary>
public sealed class Typist(IPage page)
{
    private const int MostSteps = 40;

    private const string Ring = """
        (e) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(e);
          return e.matches(':focus-visible') && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
        }
        """;

    public IPage Page => page;

    /// <summary>Goes on with the tab key until it is there; wherever it passes, one can see where one is.</summary>
    public async Task GoTo(ILocator goal)
    {
        await goal.WaitForAsync();
        for (var step = 0; step < MostSteps; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            var here = page.Locator(":focus");
            if (await here.CountAsync() > 0)
            {
                Assert.True(await here.EvaluateAsync<bool>(Ring), "Nothing shows that the keyboard is at " + await here.EvaluateAsync<string>("(e) => e.outerHTML.slice(0, 120)"));
            }

            if (await IsAt(goal))
            {
                return;
            }
        }

        Assert.Fail($"{goal} cannot be reached.");
    }

    public Task GoTo(AriaRole role, string name) => GoTo(page.GetByRole(role, new() { Name = name, Exact = true }));

    public async Task Press(AriaRole role, string name, string key = "Enter")
    {
        await GoTo(role, name);
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Fills the next fields, one after the other.</summary>
    public async Task FillIn(params string[] values)
    {
        foreach (var value in values)
        {
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.TypeAsync(value);
        }
    }

    /// <summary>The keyboard was led here.</summary>
    public static async Task IsLedTo(ILocator place)
    {
        await place.WaitForAsync();
        await Assertions.Expect(place).ToBeFocusedAsync();
    }

    private static Task<bool> IsAt(ILocator place) => place.EvaluateAsync<bool>("(e) => e === document.activeElement");
}
