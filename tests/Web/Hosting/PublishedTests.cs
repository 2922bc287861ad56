using System.Diagnostics;
using System.Text.RegularExpressions;
using RedConnect.Tests.Machine;

namespace RedConnect.Tests.Web.Hosting;

public sealed partial class PublishedTests : IDisposable
{
    private readonly DirectoryInfo published = Directory.CreateTempSubdirectory("redconnect-published");
    private readonly DirectoryInfo elsewhere = Directory.CreateTempSubdirectory("redconnect-elsewhere");

    public void Dispose()
    {
        published.Delete(recursive: true);
        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public async Task A_published_program_started_from_another_folder_serves_pages_and_keeps_its_store_beside_itself()
    {
        await Publish();
        await using var program = await RunningProgram.Start(In("RedConnect.Web.dll"), elsewhere.FullName);
        var page = await program.Client.GetStringAsync(new Uri("/", UriKind.Relative));
        var files = Files().Matches(page).Select(file => file.Groups[1].Value).ToList();
        Assert.Contains(files, file => file.StartsWith("/css/base", StringComparison.Ordinal));
        Assert.Contains(files, file => file.StartsWith("/js/room", StringComparison.Ordinal));
        foreach (var file in files)
        {
            Assert.NotEmpty(await program.Client.GetByteArrayAsync(new Uri(file, UriKind.Relative)));
            Assert.Equal(["gzip"], await Encodings(program.Client, file, "gzip"));
            Assert.Equal(["br"], await Encodings(program.Client, file, "gzip, br"));
        }

        Assert.True(File.Exists(In("data", "redconnect.db")));
        Assert.Empty(elsewhere.EnumerateFileSystemInfos());
    }

    private string In(params string[] path) => Path.Combine([published.FullName, .. path]);

    private async Task Publish()
    {
        string[] words = ["publish", Checkout.In("src", "Web"), "-c", Checkout.Configuration, "-o", published.FullName];
        var start = new ProcessStartInfo("dotnet", [.. words, "--no-build"]) { RedirectStandardOutput = true };
        using var publish = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var printed = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, printed);
    }

    private static async Task<ICollection<string>> Encodings(HttpClient client, string file, string accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, file);
        request.Headers.AcceptEncoding.ParseAdd(accepted);
        using var answer = await client.SendAsync(request);
        return answer.Content.Headers.ContentEncoding;
    }

    [GeneratedRegex(@"(?:src|href)=""(/(?:js|css|img)/[^""]+)""")]
    private static partial Regex Files();
}
