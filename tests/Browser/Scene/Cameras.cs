using System.Diagnostics;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>
/// Pictures and tones that fake devices show and play, so that a test can tell whose arrived. The pictures are small: browsers of a test share their processor with the
/// servers, and what is measured is not how long it takes to encode a video.
/// </summary>
internal static class Cameras
{
    private static readonly DirectoryInfo Folder = Directory.CreateTempSubdirectory("redconnect-cameras");
    private static readonly Lock Gate = new();

    public static string Picture(string colour) => Make(
        $"{colour}.mjpeg",
        "-f", "lavfi", "-i", $"color=c={colour}:s=320x240:r=5:d=3", "-vf", "drawbox=x='mod(t*100,300)':y=0:w=20:h=20:color=white:t=fill", "-pix_fmt", "yuvj420p", "-q:v", "3");

    public static string Tone(int hertz) => Make(
        $"{hertz}.wav", "-f", "lavfi", "-i", $"sine=frequency={hertz}:sample_rate=48000:duration=4", "-ac", "1", "-c:a", "pcm_s16le");

    private static string Make(string name, params string[] recipe)
    {
        var file = Path.Combine(Folder.FullName, name);
        lock (Gate)
        {
            if (!File.Exists(file))
            {
                using var ffmpeg = Process.Start("ffmpeg", ["-loglevel", "error", "-y", .. recipe, file]);
                ffmpeg.WaitForExit();
            }
        }

        return File.Exists(file) ? file : throw new FileNotFoundException("ffmpeg made no fake camera", name);
    }
}
