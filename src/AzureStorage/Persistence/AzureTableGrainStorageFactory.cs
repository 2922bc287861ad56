using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Storage;

/// <summary>Makes grain storage from the options of its name.</summary>
public static class AzureTableGrainStorageFactory
{
    /// <summary>Called by the container, once for each name.</summary>
    public static AzureTableGrainStorage Create(IServiceProvider services, string name) => ActivatorUtilities.CreateInstance<AzureTableGrainStorage>(
        services, name, services.GetRequiredService<IOptionsMonitor<AzureTableStorageOptions>>().Get(name));
}
