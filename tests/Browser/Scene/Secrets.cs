using System.Text;

namespace RedConnect.Tests.Browser.Scene;

/// <summary>Finds secrets in bytes, written as UTF-8, UTF-16, hexadecimal or base64 at any offset.</summary>
internal static class Secrets
{
    public static IEnumerable<string> FoundIn(IEnumerable<byte[]> places, params string[] secrets)
    {
        var haystacks = places.Select(Encoding.Latin1.GetString).ToList();
        return secrets.Where(secret => Spellings(secret).Any(IsInAny));

        bool IsInAny(string spelling) => haystacks.Any(h => h.Contains(spelling, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Spellings(string secret)
    {
        var utf8 = Encoding.UTF8.GetBytes(secret);
        yield return Encoding.Latin1.GetString(utf8);
        yield return Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(secret));
        yield return Convert.ToHexString(utf8);
        for (var offset = 0; offset < 3; offset++)
        {
            // The characters that depend on neighbouring bytes are left out.
            var text = Convert.ToBase64String([.. new byte[offset], .. utf8]);
            var core = text[(offset == 0 ? 0 : offset + 1)..((offset + utf8.Length) / 3 * 4)];
            if (core.Length >= 6)
            {
                yield return core;
            }
        }
    }
}
