using Microsoft.Playwright;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>A person with a browser of their own, whose fake devices play the person's portrait.</summary>
public sealed class Person(
    IBrowser browser, Portrait portrait, Uri address, Traffic traffic, params string[] permissions) : IAsyncDisposable
{
    private const int DefaultTimeout = 20_000;

    private static readonly string[] Flags =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--use-fake-device-for-media-stream",
        "--autoplay-policy=no-user-gesture-required",
    ];

    private static readonly Dictionary<string, object> FirefoxPreferences = new()
    {
        ["media.navigator.streams.fake"] = true,
        ["media.navigator.permission.disabled"] = true,
        ["media.autoplay.default"] = 0,
    };

    public Portrait Portrait => portrait;

    public static async Task<Person> With(IPlaywright playwright, Portrait portrait, Uri address, Traffic traffic)
    {
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Headless = true,
            ChromiumSandbox = false,
            Args =
            [
                .. Flags,
                $"--use-file-for-fake-video-capture={Cameras.Picture(portrait.Drawing)}",
                $"--use-file-for-fake-audio-capture={Cameras.Tone(portrait.Hertz)}",
            ],
        });
        return new Person(browser, portrait, address, traffic, "camera", "microphone");
    }

    /// <summary>A person with Firefox, whose fake devices play what Firefox draws.</summary>
    public static async Task<Person> WithFirefox(IPlaywright playwright, Uri address, Traffic traffic)
    {
        var browser = await playwright.Firefox.LaunchAsync(new BrowserTypeLaunchOptions
        {
            Channel = "moz-firefox",
            ExecutablePath = Environment.GetEnvironmentVariable("FIREFOX") ?? "/usr/bin/firefox-esr",
            Headless = true,
            FirefoxUserPrefs = FirefoxPreferences,
        });
        return new Person(browser, Portrait.Patient, address, traffic);
    }

    public async Task<IPage> NewPage(BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.BaseURL ??= address.ToString();
        options.Locale ??= "de-DE";
        options.Permissions = permissions;
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(DefaultTimeout);
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
