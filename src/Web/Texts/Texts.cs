using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace RedConnect.Web.Texts;

/// <summary>
/// The texts of the request's language. Not <c>IStringLocalizer</c>: scripts need the same texts as JSON, and one
/// dictionary for each language serves both.
/// </summary>
internal sealed class Texts
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Dictionaries =
        new[] { "de", "en" }.ToFrozenDictionary(language => language, Load);

    /// <summary><c>de</c> or <c>en</c>.</summary>
    public string Language { get; } = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public string Other => Language == "de" ? "en" : "de";

    private FrozenDictionary<string, string> Dictionary => Dictionaries[Language];

    public string this[string key] => Dictionary.GetValueOrDefault(key, key);

    /// <summary>
    /// All texts whose keys start with one of the comma-separated prefixes, as a JSON data block's content.
    /// </summary>
    public IHtmlContent Json(string prefixes)
    {
        var wanted = prefixes.Split(',');
        var part = Dictionary.Where(text => wanted.Any(prefix => text.Key.StartsWith(prefix, StringComparison.Ordinal)))
            .ToDictionary(text => text.Key, text => text.Value);
        return new HtmlString(JsonSerializer.Serialize(part, Readable));
    }

    private static FrozenDictionary<string, string> Load(string language)
    {
        using var file = typeof(Texts).Assembly.GetManifestResourceStream($"{language}.json")
            ?? throw new InvalidOperationException($"{language}.json is not in the assembly.");
        return (JsonSerializer.Deserialize<Dictionary<string, string>>(file) ?? []).ToFrozenDictionary();
    }
}
