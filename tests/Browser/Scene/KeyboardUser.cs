using Microsoft.Playwright;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>Uses a page with the keyboard alone.</summary>
public sealed class KeyboardUser(IPage page)
{
    private const int MostSteps = 40;

    private const string HasFocusRing = """
        (e) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(e);
          return e.matches(':focus-visible') && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
        }
        """;

    public IPage Page => page;

    /// <summary>Presses Tab until the focus is there. Each element on the way must show the focus.</summary>
    public async Task GoTo(ILocator goal)
    {
        await goal.WaitForAsync();
        for (var step = 0; step < MostSteps; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = page.Locator(":focus");
            if (await focused.CountAsync() > 0 && !await focused.EvaluateAsync<bool>(HasFocusRing))
            {
                Assert.Fail("No focus ring: " + await focused.EvaluateAsync<string>("(e) => e.outerHTML"));
            }

            if (await HasFocus(goal))
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

    /// <summary>Waits until the page has moved the focus there.</summary>
    public static async Task FocusMovedTo(ILocator place)
    {
        await place.WaitForAsync();
        await Assertions.Expect(place).ToBeFocusedAsync();
    }

    private static Task<bool> HasFocus(ILocator place) =>
        place.EvaluateAsync<bool>("(e) => e === document.activeElement");
}
