using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Practices;

/// <summary>A browser of a practice. Key: the practice's key, a dash, and the workplace's id.</summary>
[Alias("redconnect.IWorkplaceGrain")]
public interface IWorkplaceGrain : IGrainWithStringKey
{
    /// <summary>
    /// Approves a new workplace. True, too, if it is approved with the same key already; false if it is known
    /// otherwise.
    /// </summary>
    [Alias("Approve")]
    Task<bool> Approve(NewWorkplace workplace, CancellationToken cancellation = default);

    /// <summary>The public key of an approved workplace; empty otherwise.</summary>
    [Alias("Key")]
    Task<ImmutableArray<byte>> Key(CancellationToken cancellation = default);

    /// <summary>Names or renames an approved workplace. False if it is none.</summary>
    [Alias("Name")]
    Task<bool> Name(ImmutableArray<byte> sealedName, CancellationToken cancellation = default);
}
