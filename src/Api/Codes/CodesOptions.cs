namespace RedConnect.Api.Codes;

/// <summary>
/// The key that access codes are evaluated with; section <c>Codes</c>. The same for every server of a deployment, and
/// never in its store. Without it the typed codes of planned appointments open nothing.
/// </summary>
internal sealed class CodesOptions
{
    public const string Section = "Codes";

    /// <summary>Base64 of 32 random bytes.</summary>
    public string? Key { get; init; }

    /// <summary>A file that holds the same. The embedded store has one beside it, made at the first start.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Does not print the key.</summary>
    public override string ToString() => nameof(CodesOptions);
}
