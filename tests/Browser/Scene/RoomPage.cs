using Microsoft.Playwright;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>The consultation room in one tab.</summary>
public sealed class RoomPage(IPage page)
{
    private const string Flowing = "() => document.querySelector('#room').dataset.state === 'inCall' && document.querySelector('figure.tile')?.dataset.flowing === 'true'";

    private const string Sample = """
        () => {
          const video = document.querySelector('video[data-seat]');
          if (!video?.videoWidth) return null;
          const canvas = document.createElement('canvas');
          canvas.width = 64; canvas.height = 48;
          const pen = canvas.getContext('2d');
          pen.drawImage(video, 0, 0, 64, 48);
          return [...pen.getImageData(32, 30, 1, 1).data].slice(0, 3);
        }
        """;

    private const string Loudest = """
        async () => {
          const context = new AudioContext({ sampleRate: 48000 });
          await context.resume();
          const analyser = context.createAnalyser();
          analyser.fftSize = 4096;
          context.createMediaStreamSource(document.querySelector('video[data-seat]').srcObject).connect(analyser);
          const bins = new Uint8Array(analyser.frequencyBinCount);
          return await new Promise((resolve) => {
            const look = () => {
              analyser.getByteFrequencyData(bins);
              const top = bins.indexOf(Math.max(...bins));
              if (bins[top] > 120) { context.close(); resolve(top * 48000 / 4096); } else { requestAnimationFrame(look); }
            };
            look();
          });
        }
        """;

    public IPage Page => page;

    public async Task Open(string code, string name, bool withDevices = true)
    {
        await page.GotoAsync("/#" + code);
        await page.Locator("#name").FillAsync(name);
        await page.Locator("#with-camera").SetCheckedAsync(withDevices);
        await page.Locator("#with-microphone").SetCheckedAsync(withDevices);
        await page.Locator("#entry-form button").ClickAsync();
    }

    public Task<IJSHandle> State(string state) =>
        page.WaitForFunctionAsync($"() => document.querySelector('#room').dataset.state === '{state}'", null, new() { PollingInterval = 50 });

    /// <summary>The other side's picture is arriving.</summary>
    public Task<IJSHandle> InCall() => page.WaitForFunctionAsync(Flowing, null, new() { PollingInterval = 50 });

    public Task<IJSHandle> Signalling(string state) =>
        page.WaitForFunctionAsync($"() => document.querySelector('#room').dataset.signalling === '{state}'", null, new() { PollingInterval = 50 });

    /// <summary>The other side's presence, as this page shows it.</summary>
    public Task<IJSHandle> Presence(string presence) =>
        page.WaitForFunctionAsync($"() => document.querySelector('figure.tile')?.dataset.presence === '{presence}'", null, new() { PollingInterval = 50 });

    /// <summary>The room has given up waiting for the other side's line: six seconds until it is missed, fifteen of grace, and up to five until the room looks.</summary>
    public Task<IJSHandle> IsAway() => page.WaitForFunctionAsync(
        "() => document.querySelector('figure.tile')?.dataset.presence === 'away'", null, new() { PollingInterval = 50, Timeout = 40_000 });

    /// <summary>Waits until the other side's picture has this colour, each channel within 40 of 255.</summary>
    public Task<IJSHandle> Shows(int red, int green, int blue) => page.WaitForFunctionAsync(
        $"() => {{ const c = ({Sample})(); return c !== null && Math.abs(c[0] - {red}) < 40 && Math.abs(c[1] - {green}) < 40 && Math.abs(c[2] - {blue}) < 40; }}",
        null,
        new() { PollingInterval = 100 });

    /// <summary>The loudest frequency of the other side's sound, in hertz.</summary>
    public Task<double> Hears() => page.EvaluateAsync<double>(Loudest);

    public Task<int> Frames() => page.EvaluateAsync<int>("() => document.querySelector('video[data-seat]').getVideoPlaybackQuality().totalVideoFrames");

    /// <summary>Waits until that many more frames were shown than now.</summary>
    public async Task MoreFrames(int count)
    {
        var goal = await Frames() + count;
        await page.WaitForFunctionAsync($"() => document.querySelector('video[data-seat]').getVideoPlaybackQuality().totalVideoFrames >= {goal}", null, new() { PollingInterval = 50 });
    }

    /// <summary>
    /// Switches the microphone and waits until it is; the other side is told through the servers. Pressed in the page: a click from outside waits for frames to be painted,
    /// and measures that.
    /// </summary>
    public Task SwitchMicrophone() => page.EvaluateAsync("""
        () => new Promise((resolve) => {
          const button = document.querySelector('#microphone');
          new MutationObserver((_, watching) => { watching.disconnect(); resolve(); }).observe(button, { attributeFilter: ['aria-pressed'] });
          button.click();
        })
        """);

    /// <summary>Writes down, from now on, each change of the other side's microphone as this page shows it, and each loss of the line.</summary>
    public Task WatchSigns() => page.EvaluateAsync("""
        () => {
          const room = document.querySelector('#room');
          const muted = document.querySelector('figure.tile .muted');
          window.signs = []; window.linesLost = 0;
          let shown = muted.hidden; let line = room.dataset.signalling;
          new MutationObserver(() => {
            if (muted.hidden !== shown) { shown = muted.hidden; window.signs.push(shown); }
          }).observe(muted, { attributes: true });
          new MutationObserver(() => {
            if (room.dataset.signalling !== line) { line = room.dataset.signalling; window.linesLost += line === 'reconnecting' ? 1 : 0; }
          }).observe(room, { attributes: true });
        }
        """);

    /// <summary>The other side's microphone, on or off, as it changed since it is watched.</summary>
    public Task<bool[]> Signs() => page.EvaluateAsync<bool[]>("() => window.signs");

    /// <summary>How often the line to the servers was lost since it is watched.</summary>
    public Task<int> LinesLost() => page.EvaluateAsync<int>("() => window.linesLost");

    /// <summary>The other side's microphone, as this page shows it; through a fault that may take a minute.</summary>
    public Task<IJSHandle> Microphone(bool on) => page.WaitForFunctionAsync(
        $"() => document.querySelector('figure.tile .muted')?.hidden === {(on ? "true" : "false")}", null, new() { PollingInterval = 20, Timeout = 60_000 });

    /// <summary>Watches the other side's picture from now on.</summary>
    public Task WatchPicture() => page.EvaluateAsync("""
        () => {
          const video = document.querySelector('video[data-seat]');
          const watch = { last: performance.now(), longest: 0, frames: video.getVideoPlaybackQuality().totalVideoFrames };
          setInterval(() => {
            const { totalVideoFrames } = video.getVideoPlaybackQuality();
            if (totalVideoFrames > watch.frames) { watch.frames = totalVideoFrames; watch.last = performance.now(); }
            watch.longest = Math.max(watch.longest, performance.now() - watch.last);
          }, 50);
          window.picture = watch;
        }
        """);

    /// <summary>The longest time, in milliseconds, the picture stood still since it is watched.</summary>
    public Task<double> LongestStill() => page.EvaluateAsync<double>("() => window.picture.longest");

    public Task HangUp() => page.Locator("#hang-up").ClickAsync();
}
