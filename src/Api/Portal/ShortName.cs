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

    /// <summary>The lower-case hexadecimal SHA-256 of the normalised name, or null when it is no short name.</summary>
    public static string? KeyName(string? typed)
    {
        var name = Normalise(typed ?? "");
        return name.Length is 0 or > Longest || !Allowed().IsMatch(name) ? null
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
    }

    private static string Normalise(string typed) =>
        Blanks().Replace(typed.Normalize(NormalizationForm.FormKC).Trim(), " ").ToLowerInvariant();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._&'-]*$")]
    private static partial Regex Allowed();
}
