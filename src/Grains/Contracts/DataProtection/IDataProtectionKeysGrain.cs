using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.DataProtection;

/// <summary>ASP.NET Core's data-protection keys (cookies, antiforgery), shared by all servers of a deployment. Key:
/// <c>web</c>.</summary>
[Alias("redconnect.IDataProtectionKeysGrain")]
public interface IDataProtectionKeysGrain : IGrainWithStringKey
{
    /// <summary>Every stored key, as the XML the framework made.</summary>
    [Alias("All")]
    Task<ImmutableArray<string>> All();

    /// <summary>Stores one more key. Safe to repeat.</summary>
    [Alias("Add")]
    Task Add(string xml);
}
