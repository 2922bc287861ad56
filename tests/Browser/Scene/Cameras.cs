using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>Files that Chromium's fake devices play: ffmpeg draws them from the SVG files of this folder.</summary>
/// <remarks>
/// The pictures are small, because browsers and servers of a test share the processors. The walls' colours tell the
/// receiver whose picture arrived.
/// </remarks>
internal static class Cameras
{
    /// <summary>How far the mouth is open in each picture of one second.</summary>
    private static readonly int[] Mouth = [2, 5, 7, 5, 2, 4, 6, 7, 5, 3, 2, 5, 7, 4, 2];

    private static readonly DirectoryInfo Folder = Directory.CreateTempSubdirectory("redconnect-cameras");
    private static readonly Lock Gate = new();

    /// <summary>A person who talks.</summary>
    /// <param name="drawing">An SVG file of this folder, without its extension.</param>
    public static string Picture(string drawing) => Make($"{drawing}.mjpeg", () =>
    {
        for (var frame = 0; frame < Mouth.Length; frame++)
        {
            Draw(drawing, frame);
        }

        return
        [
            "-framerate", Text(Mouth.Length), "-i", Path.Combine(Folder.FullName, $"{drawing}%02d.svg"),
            "-r", "30", "-pix_fmt", "yuvj420p", "-q:v", "3",
        ];
    });

    public static string Tone(int hertz) => Make($"{hertz}.wav", () =>
    [
        "-f", "lavfi", "-i", $"sine=frequency={hertz}:sample_rate=48000:duration=4", "-ac", "1", "-c:a", "pcm_s16le",
    ]);

    private static void Draw(string drawing, int frame)
    {
        var picture = XDocument.Load(Checkout.In("tests", "Browser", "Scene", $"{drawing}.svg"));
        var mouth = picture.Descendants().Single(element => (string?)element.Attribute("id") == "mouth");
        mouth.SetAttributeValue("ry", Text(Mouth[frame]));
        picture.Save(Path.Combine(Folder.FullName, $"{drawing}{frame:00}.svg"));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Make(string name, Func<string[]> recipe)
    {
        var file = Path.Combine(Folder.FullName, name);
        lock (Gate)
        {
            if (!File.Exists(file))
            {
                using var ffmpeg = Process.Start("ffmpeg", ["-loglevel", "error", "-y", .. recipe(), file]);
                ffmpeg.WaitForExit();
            }
        }

        return File.Exists(file) ? file : throw new FileNotFoundException("ffmpeg wrote no file.", name);
    }
}
