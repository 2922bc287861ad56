using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace RedConnect.AzureStorage;

/// <summary>How keys and times are written in the tables.</summary>
internal static class TableText
{
    private const int LongestKey = 1023;
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.fff 'GMT'";

    /// <summary>A key with what Azure forbids in one replaced by <c>_</c>.</summary>
    /// <exception cref="ArgumentException">1024 characters or more.</exception>
    public static string Key(string text) => text.Length <= LongestKey
        ? string.Concat(text.Select(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c) ? '_' : c))
        : throw new ArgumentException($"A table key has at most {LongestKey} characters, this one {text.Length}.", nameof(text));

    public static string Time(DateTime time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static DateTime Time(string text) =>
        DateTime.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static string Text(this TableEntity row, string property) => row.GetString(property) ?? "";

    /// <summary>Somebody else wrote in between: the row is not what the writer thought it was. A table that is gone is nobody's change.</summary>
    public static bool IsConflict(this RequestFailedException failure) =>
        failure.Status is 412 or 409 or 404 && failure.ErrorCode != TableErrorCode.TableNotFound && failure.ErrorCode != TableErrorCode.TableBeingDeleted;
}
