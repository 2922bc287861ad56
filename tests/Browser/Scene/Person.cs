using Microsoft.Playwright;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>Somebody at a browser of their own, with a camera of their colour and a microphone that hums their tone.</summary>
public sealed class Person(IBrowser browser, Uri address, Traffic traffic) : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--use-fake-device-for-media-stream", "--autoplay-policy=no-user-gesture-required",
    ];

    public static async Task<Person> With(IPlaywright playwright, string colour, int hertz, Uri address, Traffic traffic)
    {
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Headless = true,
            ChromiumSandbox = false,
            Args = [.. Flags, $"--use-file-for-fake-video-capture={Cameras.Picture(colour)}", $"--use-file-for-fake-audio-capture={Cameras.Tone(hertz)}"],
        });
        return new Person(browser, address, traffic);
    }

    public async Task<IPage> NewPage(BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL = address.ToString();
        options.Locale ??= "de-DE";
        options.Permissions = ["camera", "microphone"];
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        traffic.Watch(page);
        return page;
    }

    /// <summary>Opens the link with a code and enters under a name.</summary>
    public async Task<RoomPage> Enter(string code, string name, BrowserNewContextOptions? options = null)
    {
        var room = new RoomPage(await NewPage(options));
        await room.Open(code, name);
        return room;
    }

    public ValueTask DisposeAsync() => browser.DisposeAsync();
}
