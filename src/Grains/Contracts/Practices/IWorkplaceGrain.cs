using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Practices;

/// <summary>A browser of a practice. Key: the practice's key, a dash, and the workplace's id.</summary>
[Alias("redconnect.IWorkplaceGrain")]
public interface IWorkplaceGrain : IGrainWithStringKey
{
    /// <summary>
    /// Stores a new workplace. True, too, if it is there with the same key and status already; false if it is known
    /// otherwise. Called by the list only, which knows all of them.
    /// </summary>
    [Alias("Add")]
    Task<bool> Add(NewWorkplace workplace, WorkplaceStatus status, string by, CancellationToken cancellation = default);

    /// <summary>Approves or rejects a request, or blocks. What is so already is done.</summary>
    [Alias("Decide")]
    Task<WorkplaceAnswer> Decide(DecideWorkplace decision, CancellationToken cancellation = default);

    /// <summary>The public key of an approved workplace; empty otherwise.</summary>
    [Alias("Key")]
    Task<ImmutableArray<byte>> Key(CancellationToken cancellation = default);

    /// <summary>Names or renames an approved workplace. False if it is none.</summary>
    [Alias("Name")]
    Task<bool> Name(ImmutableArray<byte> sealedName, CancellationToken cancellation = default);

    /// <summary>The workplace; null if there is none, or its request is a day old.</summary>
    [Alias("Find")]
    Task<WorkplaceView?> Find(CancellationToken cancellation = default);

    /// <summary>Notes the day of a sign-in.</summary>
    [Alias("Use")]
    Task Use(CancellationToken cancellation = default);

    /// <summary>Deletes a workplace that was never approved.</summary>
    /// <returns>Whether nothing is left.</returns>
    [Alias("Forget")]
    Task<bool> Forget(CancellationToken cancellation = default);
}
