using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace RedConnect.Api.Portal;

/// <summary>
/// Short names of practices and users: case and surrounding blanks do not matter (docs/cryptography.md, "short names").
/// </summary>
internal static partial class ShortName
{
    private const int Longest = 40;

    /// <summary>Whether a text can name a practice or user.</summary>
    public static bool IsGood(string? typed) =>
        typed is not null && Normalise(typed) is { Length: > 0 and <= Longest } name && Allowed().IsMatch(name);

    /// <summary>The lower-case hexadecimal SHA-256 of the normalised name.</summary>
    public static string KeyName(string typed) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Normalise(typed))));

    private static string Normalise(string typed) =>
        Blanks().Replace(typed.Normalize(NormalizationForm.FormKC).Trim(), " ").ToLowerInvariant();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._&'-]*$")]
    private static partial Regex Allowed();
}
