using System.Globalization;
using System.Text;
using Azure.Data.Tables;

namespace RedConnect.AzureStorage.Persistence;

/// <summary>
/// State in a row: up to fifteen properties of 64 KiB, the most an Azure property holds. Bytes are read first, then text. State that serialises to
/// nothing is one empty property, so that it differs from a cleared row, which has none.
/// </summary>
internal static class StateRow
{
    private const int Properties = 15;
    private const int BytesEach = 64 * 1024;
    private const int CharactersEach = 32 * 1024;
    private const string BytesName = "Data";
    private const string TextName = "StringData";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">The state is not text, and was to be stored as such.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The state does not fit.</exception>
    public static void Put(TableEntity row, BinaryData state, bool asText)
    {
        var (name, parts) = asText
            ? (TextName, Cut(Utf8.GetString(state.ToMemory().Span)).ToList<object>())
            : (BytesName, state.ToArray().Chunk(BytesEach).DefaultIfEmpty([]).ToList<object>());
        if (parts.Count > Properties)
        {
            throw new ArgumentOutOfRangeException(nameof(state), $"The state has {state.ToMemory().Length} bytes and needs {parts.Count} properties; a row has {Properties}.");
        }

        foreach (var (n, part) in parts.Index())
        {
            row[Name(name, n)] = part;
        }
    }

    /// <summary>Null when the row holds no state.</summary>
    public static BinaryData? Take(TableEntity row)
    {
        var bytes = Parts<byte[]>(row, BytesName);
        var text = Parts<string>(row, TextName);
        return bytes.Count > 0 ? BinaryData.FromBytes(bytes.SelectMany(part => part).ToArray())
            : text.Count > 0 ? BinaryData.FromString(string.Concat(text))
            : null;
    }

    /// <summary>Never between the two halves of a character: the halves would not survive their way through JSON.</summary>
    private static IEnumerable<string> Cut(string text)
    {
        var at = 0;
        do
        {
            var size = Math.Min(CharactersEach, text.Length - at);
            if (size > 0 && char.IsHighSurrogate(text[at + size - 1]))
            {
                size--;
            }

            yield return text.Substring(at, size);
            at += size;
        }
        while (at < text.Length);
    }

    private static List<T> Parts<T>(TableEntity row, string name)
        where T : class =>
        [.. Enumerable.Range(0, Properties)
            .Select(n => row.TryGetValue(Name(name, n), out var part) ? part as T : null)
            .TakeWhile(part => part is not null)
            .OfType<T>()];

    private static string Name(string name, int n) => n == 0 ? name : name + n.ToString(CultureInfo.InvariantCulture);
}
