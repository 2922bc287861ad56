using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using RedConnect.Grains.Contracts.DataProtection;
using RedConnect.Hosting;

namespace RedConnect.Api.DataProtection;

/// <summary>Keeps data-protection keys in the cluster's store, so that a cookie is valid on every server and after
/// restarts.</summary>
internal sealed class ClusterKeyRepository(IGrainFactory grains) : IXmlRepository
{
    private IDataProtectionKeysGrain Keys => grains.GetGrain<IDataProtectionKeysGrain>("web");

    // The framework's interface is synchronous; it is called at start and once a day.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Task.Run(Keys.All).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(() => Keys.Add(element.ToString(SaveOptions.DisableFormatting))).GetAwaiter().GetResult();
}

/// <summary>The same data-protection keys for every server, encrypted with a key that is not in the store.</summary>
internal static class DataProtectionFeature
{
    public static void AddDataProtectionKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("RedConnect");
        services.AddOptions<KeyManagementOptions>()
            .Configure<IGrainFactory, DeploymentKey>((options, grains, key) =>
                (options.XmlRepository, options.XmlEncryptor) =
                    (new ClusterKeyRepository(grains), new DeploymentKeyEncryptor(key)));
    }
}
