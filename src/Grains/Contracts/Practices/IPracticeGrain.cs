using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Practices;

/// <summary>
/// The organisation that uses the portal: that it exists, and its recovery sheet. Key: lower-case hexadecimal SHA-256
/// of its normalised short name.
/// </summary>
[Alias("redconnect.IPracticeGrain")]
public interface IPracticeGrain : IGrainWithStringKey
{
    /// <summary>
    /// Founds the practice with its first user and workplace. The same registration again completes what a failure cut
    /// short and gives the same answer; any other one is refused with false: the short name is taken.
    /// </summary>
    [Alias("Register")]
    Task<bool> Register(NewPractice practice, CancellationToken cancellation = default);

    /// <summary>Whether the recovery sheet is this practice's.</summary>
    [Alias("HasSheet")]
    Task<bool> HasSheet(ImmutableArray<byte> sheetAuth, CancellationToken cancellation = default);

    /// <summary>What is kept of the sheet; null if there is no practice.</summary>
    [Alias("Sheet")]
    Task<SheetView?> Sheet(CancellationToken cancellation = default);

    /// <summary>Replaces the sheet. The same one again changes nothing; false if another one came in between.</summary>
    [Alias("ReplaceSheet")]
    Task<bool> ReplaceSheet(NewSheet sheet, long seen, CancellationToken cancellation = default);
}
