using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using RedConnect.Grains.Contracts.Keys;

namespace RedConnect.Api.Keys;

/// <summary>Keeps data-protection keys in the cluster's store, so that a cookie outlives servers and is good on all of them.</summary>
internal sealed class ClusterKeyRing(IGrainFactory grains) : IXmlRepository
{
    private IKeyRingGrain Ring => grains.GetGrain<IKeyRingGrain>("web");

    // The framework's interface is synchronous, and asks once at start and once a day.
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Task.Run(Ring.All).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(() => Ring.Add(element.ToString(SaveOptions.DisableFormatting))).GetAwaiter().GetResult();
}

/// <summary>One key ring for every edge.</summary>
internal static class KeysFeature
{
    public static void AddKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("RedConnect");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new ClusterKeyRing(provider.GetRequiredService<IGrainFactory>())));
    }
}
