using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Practices;

/// <summary>Which workplaces a practice has, and how many may ask. Key: the practice's key.</summary>
[Alias("redconnect.IWorkplaceListGrain")]
public interface IWorkplaceListGrain : IGrainWithStringKey
{
    /// <summary>
    /// Notes a browser's request, for a day; safe to repeat. Refused with <see cref="ActOutcome.TooMany"/> to a user
    /// with three open ones, and with <see cref="ActOutcome.Taken"/> if the id is known otherwise.
    /// </summary>
    [Alias("Request")]
    Task<ActOutcome> Request(NewWorkplace workplace, string user, CancellationToken cancellation = default);

    /// <summary>Adds a workplace that nobody needs to approve: the first, or one with the recovery sheet.</summary>
    /// <returns>False if it is known otherwise.</returns>
    [Alias("Approve")]
    Task<bool> Approve(NewWorkplace workplace, string user, CancellationToken cancellation = default);

    /// <summary>Every workplace but those whose request is over, in the order they came.</summary>
    [Alias("List")]
    Task<ImmutableArray<WorkplaceView>> List(CancellationToken cancellation = default);
}
