using System.Collections.Frozen;
using System.Text.Json;

namespace RedConnect.Api;

/// <summary>Values of enumerations as protocol, metrics and portal spell them: <c>camelCase</c>.</summary>
internal static class Words
{
    /// <summary>How all of JSON is spelled.</summary>
    public static JsonNamingPolicy Spelling => JsonNamingPolicy.CamelCase;

    public static string Word<T>(T value)
        where T : struct, Enum => Of<T>.All[value];

    /// <summary>Converted once: a snapshot has a dozen of them.</summary>
    private static class Of<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> All = Enum.GetValues<T>()
            .ToFrozenDictionary(value => value, value => Spelling.ConvertName(value.ToString()));
    }
}
