using System.Globalization;
using System.Text;
using Azure.Data.Tables;

namespace RedConnect.AzureStorage.Persistence;

/// <summary>State in a row: up to fifteen properties of 64 KiB, the most an Azure property holds. Bytes are read first, then text.</summary>
internal static class StateRow
{
    /// <summary>The most bytes of state in one row.</summary>
    public const int Largest = Properties * BytesEach;

    private const int Properties = 15;
    private const int BytesEach = 64 * 1024;
    private const int CharactersEach = 32 * 1024;
    private const string BytesName = "Data";
    private const string TextName = "StringData";

    public static void Put(TableEntity row, BinaryData state, bool asText)
    {
        var (length, each) = asText ? (state.ToString().Length, CharactersEach) : (state.ToMemory().Length, BytesEach);
        if (length > Properties * each)
        {
            throw new ArgumentOutOfRangeException(nameof(state), $"The state has {length} {(asText ? "characters" : "bytes")}; a row holds {Properties * each}.");
        }

        for (var (n, at) = (0, 0); at < length; n++, at += each)
        {
            var size = Math.Min(each, length - at);
            row[Name(asText ? TextName : BytesName, n)] = asText ? state.ToString().Substring(at, size) : state.ToMemory().Slice(at, size).ToArray();
        }
    }

    /// <summary>Null when the row holds no state.</summary>
    public static BinaryData? Take(TableEntity row)
    {
        var bytes = Parts<byte[]>(row, BytesName).ToList();
        if (bytes.Count > 0)
        {
            return BinaryData.FromBytes(bytes.SelectMany(part => part).ToArray());
        }

        var text = Parts<string>(row, TextName).Aggregate(new StringBuilder(), (all, part) => all.Append(part));
        return text.Length == 0 ? null : BinaryData.FromString(text.ToString());
    }

    private static IEnumerable<T> Parts<T>(TableEntity row, string name)
        where T : class => Enumerable.Range(0, Properties)
            .Select(n => row.TryGetValue(Name(name, n), out var part) ? part as T : null)
            .TakeWhile(part => part is not null)
            .OfType<T>();

    private static string Name(string name, int n) => n == 0 ? name : name + n.ToString(CultureInfo.InvariantCulture);
}
