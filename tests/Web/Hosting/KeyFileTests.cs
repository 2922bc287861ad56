using System.Runtime.Versioning;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using RedConnect.Hosting;

namespace RedConnect.Tests.Web.Hosting;

[UnsupportedOSPlatform("windows")]
public sealed class KeyFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("redconnect");

    private string Path => System.IO.Path.Combine(folder.FullName, "deep", "store.db.key");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_key_is_drawn_once_and_only_its_owner_can_read_it()
    {
        var key = KeyFile.ReadOrCreate(Path);
        Assert.Equal((KeyFile.Length, OwnerOnly), (key.Length, File.GetUnixFileMode(Path)));
        Assert.Equal(key, KeyFile.ReadOrCreate(Path));
        Assert.NotEqual(key, KeyFile.ReadOrCreate(Path + "2"));
    }

    [Fact]
    public void Of_many_that_start_at_once_all_get_the_same_key_and_no_draft_is_left()
    {
        var keys = new string[16];
        Parallel.For(0, keys.Length, n => keys[n] = Convert.ToHexString(KeyFile.ReadOrCreate(Path)));
        Assert.Single(keys.Distinct());
        Assert.Equal([Path], Directory.GetFiles(System.IO.Path.GetDirectoryName(Path) ?? ""));
    }

    [Fact]
    public void A_file_that_others_can_read_or_that_holds_no_key_is_refused_in_words()
    {
        KeyFile.ReadOrCreate(Path);
        File.SetUnixFileMode(Path, OwnerOnly | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Refusal(), StringComparison.Ordinal);
        File.SetUnixFileMode(Path, OwnerOnly);
        File.WriteAllBytes(Path, new byte[5]);
        Assert.Contains("backup", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_in_the_cloud_without_a_key_is_refused_in_words()
    {
        var (code, message) = await RunningProgram.Refuses(
            ("Store__Kind", "Azure"), ("Store__ConnectionString", "UseDevelopmentStorage=true"));
        Assert.Equal(3, code);
        Assert.Contains("Keys__Secret", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("c2hvcnQ=")]
    public void A_secret_of_another_length_is_refused(string secret)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Keys:Secret"] = secret;
        Assert.Throws<StartRefusedException>(() => builder.AddDeploymentKey());
    }

    [Fact]
    public void Every_purpose_has_a_key_of_its_own()
    {
        var key = new DeploymentKey(RandomNumberGenerator.GetBytes(KeyFile.Length));
        Assert.Equal(key.Derive("one"), key.Derive("one"));
        Assert.NotEqual(key.Derive("one"), key.Derive("another"));
    }

    private string Refusal() => Assert.Throws<StartRefusedException>(() => KeyFile.ReadOrCreate(Path)).Message;
}
