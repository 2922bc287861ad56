namespace RedConnect.Grains.Contracts.Membership;

/// <summary>Who is in the cluster, as the silo sees it that is asked; the key is 0. Asking costs a silo nothing: edges do it twice a second.</summary>
[Alias("redconnect.IMembershipGrain")]
public interface IMembershipGrain : IGrainWithIntegerKey
{
    /// <summary>The silos that are alive.</summary>
    [Alias("ActiveSilos"), ResponseTimeout("00:00:01")]
    Task<IReadOnlyList<SiloAddress>> ActiveSilos(CancellationToken cancellation = default);
}
