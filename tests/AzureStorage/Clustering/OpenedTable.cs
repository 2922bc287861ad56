namespace RedConnect.Tests.AzureStorage.Clustering;

/// <summary>The membership table of a cluster of its own, opened.</summary>
public abstract class OpenedTable(Azurite azurite) : IAsyncLifetime
{
    private IMembershipTable? opened;

    protected Azurite Azurite => azurite;

    protected string Cluster { get; } = Guid.NewGuid().ToString("N");

    protected IMembershipTable Table => opened ?? throw new InvalidOperationException();

    public async Task InitializeAsync() => opened = await Providers.Membership(azurite.Account(), Cluster);

    public Task DisposeAsync() => Task.CompletedTask;
}
