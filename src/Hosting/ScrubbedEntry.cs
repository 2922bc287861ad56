using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RedConnect.Hosting;

/// <summary>
/// A log entry with the values that say nothing about people: numbers, truth values, enumerations, times, types,
/// addresses of silos, the type of a grain, and texts whose names are on the list.
/// </summary>
internal sealed partial class ScrubbedEntry : IReadOnlyList<KeyValuePair<string, object?>>
{
    private const string Removed = "…";
    private const string Template = "{OriginalFormat}";

    /// <summary>Our own, and Orleans' names for parts of the program.</summary>
    private static readonly FrozenSet<string> Texts = new[]
    {
        "Address",
        "BaseGrainType",
        "Code",
        "GrainServiceType",
        "HubMethod",
        "MethodName",
        "Operation",
        "OptionName",
        "PropertyName",
        "ProviderName",
        "Reference",
        "RestStatus",
        "Roles",
        "Route",
        "SiloName",
        "Stage",
        "StageName",
        "StateName",
        "TableName",
    }.ToFrozenSet();

    private readonly List<KeyValuePair<string, object?>> values;
    private readonly string text;

    private ScrubbedEntry(string template, List<KeyValuePair<string, object?>> values)
    {
        this.values = values;
        text = Place().Replace(template, Value);
        values.Add(new(Template, Place().Replace(template, WithoutKey)));
    }

    /// <inheritdoc/>
    public int Count => values.Count;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => values[index];

    /// <summary>What is left of an entry. One without a template cannot be told from its values: only its type
    /// is.</summary>
    public static ScrubbedEntry Of<T>(T state)
    {
        var all = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
        var template = all.FirstOrDefault(value => value.Key == Template).Value as string;
        var values = all.Where(value => value.Key != Template).Select(value => Scrub(value.Key, value.Value));
        return new(template ?? typeof(T).Name, [.. values]);
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => values.GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => text;

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static KeyValuePair<string, object?> Scrub(string name, object? value) => new(name, value switch
    {
        null or Enum or TimeSpan or DateTime or DateTimeOffset or decimal or SiloAddress => value,
        _ when value.GetType().IsPrimitive => value,
        Type type => type.FullName,
        GrainId grain => $"{grain.Type}/{Removed}",
        string when Texts.Contains(name) => value,
        _ => Removed,
    });

    private static string WithoutKey(Match match) => match.Groups["key"].Success ? Removed : match.Value;

    private string Value(Match match)
    {
        var name = match.Groups["name"].Value;
        var value = values.FirstOrDefault(value => value.Key == name).Value;
        return match.Groups["key"].Success ? Removed
            : value is IFormattable number ? number.ToString(match.Groups["format"].Value, CultureInfo.InvariantCulture)
            : value?.ToString() ?? "(null)";
    }

    /// <summary>
    /// A place of a template; or a long word with a digit, which somebody wrote into the template instead of a place: a
    /// code, a key, an address.
    /// </summary>
    [GeneratedRegex(@"\{(?<name>[^{}:,]+)(,[^{}:]*)?(:(?<format>[^{}]*))?\}|(?<key>(?=[\w+/=.:-]*\d)[\w+/=.:-]{8,})")]
    private static partial Regex Place();
}
