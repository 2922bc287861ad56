using System.Collections.Immutable;

namespace RedConnect.Grains.Contracts.Keys;

/// <summary>The data-protection keys that all edges of a deployment share (cookies, antiforgery). Key: <c>web</c>.</summary>
[Alias("redconnect.IKeyRingGrain")]
public interface IKeyRingGrain : IGrainWithStringKey
{
    /// <summary>Every stored key, as the XML the framework made.</summary>
    [Alias("All")]
    Task<ImmutableArray<string>> All();

    /// <summary>One more key. Repeating it changes nothing.</summary>
    [Alias("Add")]
    Task Add(string xml);
}
