using System.Text.Json;
using System.Text.RegularExpressions;

namespace RedConnect.Tests.Architecture;

public sealed partial class TextTests
{
    private static readonly Dictionary<string, string> German = Load("de");
    private static readonly Dictionary<string, string> English = Load("en");

    [Fact]
    public void Both_languages_say_the_same_things() => Assert.Equal(German.Keys.Order(), English.Keys.Order());

    [Fact]
    public void Nothing_is_left_unsaid() =>
        Assert.Empty(German.Concat(English).Where(text => string.IsNullOrWhiteSpace(text.Value)));

    [Fact]
    public void Both_languages_leave_room_for_the_same_values() => Assert.Empty(German.Keys
        .Where(key => !Places(German[key]).SequenceEqual(Places(English[key]))));

    [Fact]
    public void Every_text_a_page_asks_for_exists() => Assert.Empty(Repository.Files("*.cshtml")
        .SelectMany(file => Asked().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
        .Where(key => !German.ContainsKey(key)).Distinct());

    private static Dictionary<string, string> Load(string language) =>
        JsonSerializer.Deserialize<Dictionary<string,
            string>>(Repository.Read("src", "Web", "Texts", $"{language}.json")) ?? [];

    private static IEnumerable<string> Places(string text) =>
        Place().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order();

    [GeneratedRegex(@"\{(\w+)[,}]")]
    private static partial Regex Place();

    [GeneratedRegex(@"T\[""([\w.]+)""\]")]
    private static partial Regex Asked();
}
