using System.Globalization;
using Microsoft.Playwright;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>The consultation room in one tab.</summary>
public sealed class RoomPage(IPage page)
{
    private const float PollInterval = 50;

    /// <summary>In milliseconds: until the connection is found dead, and until its seat is away.</summary>
    private const float AwayTimeout = 40_000;

    /// <summary>For a signal during a fault, in milliseconds.</summary>
    private const float FaultTimeout = 60_000;

    /// <summary>Each channel of a colour, out of 255: what encoding may change.</summary>
    private const int ColourTolerance = 40;

    private const string Flowing = """
        document.querySelector('#room').dataset.state === 'inCall'
          && document.querySelector('figure.tile')?.dataset.flowing === 'true'
        """;

    /// <summary>The colour of the wall in the other side's picture.</summary>
    private const string Wall = """
        (() => {
          const video = document.querySelector('video[data-seat]');
          if (!video?.videoWidth) return null;
          const canvas = document.createElement('canvas');
          canvas.width = 64; canvas.height = 48;
          const context = canvas.getContext('2d');
          context.drawImage(video, 0, 0, 64, 48);
          return [...context.getImageData(6, 6, 1, 1).data].slice(0, 3);
        })()
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
              if (bins[top] <= 120) { requestAnimationFrame(look); return; }
              context.close();
              resolve(top * 48000 / 4096);
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

    /// <summary>What the page says when the other side is not proven to be who it is.</summary>
    public async Task<string?> Alarm()
    {
        await page.Locator("#alarm").WaitForAsync();
        return await page.Locator("#alarm").TextContentAsync();
    }

    /// <summary>The number in the settings that people compare.</summary>
    public async Task<string?> SafetyNumber()
    {
        await page.Locator("#open-settings").ClickAsync();
        await page.Locator("#safety-number").WaitForAsync();
        return await page.Locator("#safety-number").TextContentAsync();
    }

    public Task State(string state) => Until(IsState(state));

    /// <summary>The same, within a time that is promised.</summary>
    public Task Within(int seconds, string state) => Until(IsState(state), seconds * 1000f);

    /// <summary>Neither at the door nor on the way in any more; how the page is now.</summary>
    public async Task<string?> Arrived()
    {
        await Until("!['tooEarly', 'connecting'].includes(document.querySelector('#room').dataset.state)");
        return await page.Locator("#room").GetAttributeAsync("data-state");
    }

    /// <summary>The other side's picture is arriving.</summary>
    public Task InCall() => Until(Flowing);

    public Task Signalling(string state) => Until($"document.querySelector('#room').dataset.signalling === '{state}'");

    /// <summary>The other side's presence, as this page shows it.</summary>
    public Task Presence(string presence) => Until(IsPresence(presence));

    /// <summary>The room has given up waiting for the other side's connection.</summary>
    public Task IsAway() => Until(IsPresence("away"), AwayTimeout);

    /// <summary>The other side's picture is this person's.</summary>
    public Task Shows(Person person)
    {
        var (red, green, blue) = person.Portrait.Wall;
        return Until(string.Create(
            CultureInfo.InvariantCulture,
            $"{Wall}?.every((value, at) => Math.abs(value - [{red}, {green}, {blue}][at]) < {ColourTolerance})"));
    }

    /// <summary>The loudest frequency of the other side's sound, in hertz.</summary>
    public Task<double> Hears() => page.EvaluateAsync<double>(Loudest);

    public Task<int> Frames() => page.EvaluateAsync<int>(
        "() => document.querySelector('video[data-seat]').getVideoPlaybackQuality().totalVideoFrames");

    /// <summary>Waits until that many more frames were shown than now.</summary>
    public async Task MoreFrames(int count) => await Until(
        "document.querySelector('video[data-seat]').getVideoPlaybackQuality().totalVideoFrames >= "
        + (await Frames() + count).ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// Switches the microphone and waits until it is switched; the other side is told through the servers. Pressed in
    /// the page: a click by Playwright waits until frames are painted, which would be measured too.
    /// </summary>
    public Task SwitchMicrophone() => page.EvaluateAsync("""
        () => new Promise((resolve) => {
          const button = document.querySelector('#microphone');
          const observer = new MutationObserver(() => { observer.disconnect(); resolve(); });
          observer.observe(button, { attributeFilter: ['aria-pressed'] });
          button.click();
        })
        """);

    /// <summary>Records changes of the other side's microphone and losses of the connection from now on.</summary>
    public Task RecordChanges() => page.EvaluateAsync("""
        () => {
          const room = document.querySelector('#room');
          const muted = document.querySelector('figure.tile .muted');
          window.microphoneChanges = []; window.connectionsLost = 0;
          let hidden = muted.hidden;
          let signalling = room.dataset.signalling;
          new MutationObserver(() => {
            if (muted.hidden !== hidden) { hidden = muted.hidden; window.microphoneChanges.push(hidden); }
          }).observe(muted, { attributes: true });
          new MutationObserver(() => {
            if (room.dataset.signalling === signalling) return;
            signalling = room.dataset.signalling;
            window.connectionsLost += signalling === 'reconnecting' ? 1 : 0;
          }).observe(room, { attributes: true });
        }
        """);

    /// <summary>The recorded changes of the other side's microphone: true for on.</summary>
    public Task<bool[]> MicrophoneChanges() => page.EvaluateAsync<bool[]>("() => window.microphoneChanges");

    /// <summary>How often the recorded connection was lost.</summary>
    public Task<int> ConnectionsLost() => page.EvaluateAsync<int>("() => window.connectionsLost");

    /// <summary>The other side's microphone, as this page shows it.</summary>
    public Task Microphone(bool on) => Until(
        $"document.querySelector('figure.tile .muted')?.hidden === {(on ? "true" : "false")}",
        FaultTimeout,
        pollInterval: 20);

    /// <summary>Measures from now on how long the other side's picture stands still.</summary>
    public Task WatchPicture() => page.EvaluateAsync("""
        () => {
          const video = document.querySelector('video[data-seat]');
          const count = () => video.getVideoPlaybackQuality().totalVideoFrames;
          const picture = { last: performance.now(), longest: 0, frames: count() };
          setInterval(() => {
            if (count() > picture.frames) { picture.frames = count(); picture.last = performance.now(); }
            picture.longest = Math.max(picture.longest, performance.now() - picture.last);
          }, 50);
          window.picture = picture;
        }
        """);

    /// <summary>The longest time, in milliseconds, for which the watched picture stood still.</summary>
    public Task<double> LongestStill() => page.EvaluateAsync<double>("() => window.picture.longest");

    public Task HangUp() => page.Locator("#hang-up").ClickAsync();

    private static string IsState(string state) => $"document.querySelector('#room').dataset.state === '{state}'";

    private static string IsPresence(string presence) =>
        $"document.querySelector('figure.tile')?.dataset.presence === '{presence}'";

    private async Task Until(string condition, float? timeout = null, float pollInterval = PollInterval)
    {
        var options = new PageWaitForFunctionOptions { PollingInterval = pollInterval, Timeout = timeout };
        await page.WaitForFunctionAsync($"() => {condition}", null, options);
    }
}
