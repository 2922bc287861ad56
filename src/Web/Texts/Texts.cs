using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Html;

namespace RedConnect.Web.Texts;

/// <summary>The words of one request's language. Pages read them here; scripts get the part they need from the page.</summary>
internal sealed class Texts(IHttpContextAccessor accessor)
{
    private const string Cookie = "language";
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) };
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Dictionaries =
        new[] { "de", "en" }.ToFrozenDictionary(language => language, Load);

    private string? language;

    /// <summary><c>de</c> or <c>en</c>: asked for in the address, remembered, or the browser's first that we speak.</summary>
    public string Language => language ??= Choose(accessor.HttpContext);

    public string Other => Language == "de" ? "en" : "de";

    public string this[string key] => Dictionaries[Language].GetValueOrDefault(key, key);

    /// <summary>All texts whose keys start with one of the comma-separated prefixes, as a JSON data block's content.</summary>
    public IHtmlContent Json(string prefixes)
    {
        var wanted = prefixes.Split(',');
        var part = Dictionaries[Language].Where(text => wanted.Any(prefix => text.Key.StartsWith(prefix, StringComparison.Ordinal)))
            .ToDictionary(text => text.Key, text => text.Value);
        return new HtmlString(JsonSerializer.Serialize(part, Readable));
    }

    private static string Choose(HttpContext? context)
    {
        if (context is null)
        {
            return "de";
        }

        if (context.Request.Query["lang"].ToString() is var asked && Dictionaries.ContainsKey(asked))
        {
            context.Response.Cookies.Append(Cookie, asked, new CookieOptions { SameSite = SameSiteMode.Lax, HttpOnly = true, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
            return asked;
        }

        return context.Request.Cookies[Cookie] is { } known && Dictionaries.ContainsKey(known)
            ? known
            : context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
                .Select(l => l.Value.ToString()[..Math.Min(2, l.Value.Length)])
                .FirstOrDefault(Dictionaries.ContainsKey) ?? "de";
    }

    private static FrozenDictionary<string, string> Load(string language)
    {
        using var file = typeof(Texts).Assembly.GetManifestResourceStream($"{language}.json")
            ?? throw new InvalidOperationException($"{language}.json is not in the assembly.");
        return (JsonSerializer.Deserialize<Dictionary<string, string>>(file) ?? []).ToFrozenDictionary();
    }
}

/// <summary>Makes the words available to pages.</summary>
internal static class TextsFeature
{
    public static void AddTexts(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<Texts>();
    }
}
