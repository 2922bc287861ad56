namespace RedConnect.Tests.Web.Hosting;

/// <summary>A deployment of several processes does not start without the key that all of them share.</summary>
public sealed class CodeKeyTests
{
    private static readonly (string, string)[] Azure =
        [("Store__Kind", "Azure"), ("Store__ConnectionString", "UseDevelopmentStorage=true"), ("Roles", "api")];

    [Theory]
    [InlineData("Codes__Other", "", "openssl rand -base64 32")]
    [InlineData("Codes__Key", "c2hvcnQ=", "not the base64 of 32 bytes")]
    [InlineData("Codes__KeyFile", "/nowhere/codes.key", "There is no file")]
    public async Task Without_a_usable_key_a_server_refuses_to_start_in_words(
        string setting, string value, string words)
    {
        var (exitCode, message) = await RunningProgram.Refuses([.. Azure, (setting, value)]);
        Assert.Equal(3, exitCode);
        Assert.Contains(words, message, StringComparison.Ordinal);
    }
}
