using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace RedConnect.Hosting;

/// <summary>The proxies whose forwarded headers are trusted; section <c>Forwarded</c>.</summary>
public sealed class ForwardedOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Forwarded";

    /// <summary>Networks of our own proxies, in CIDR notation. Loopback is always trusted.</summary>
    public IReadOnlyList<string> TrustedNetworks { get; init; } = [];
}

/// <summary>
/// Takes the browser's address and scheme from the headers of a trusted proxy: limits and cookies depend on them.
/// </summary>
public static class ForwardedAddresses
{
    /// <summary>Trusts the configured proxies.</summary>
    public static IHostApplicationBuilder AddForwardedAddresses(this IHostApplicationBuilder builder)
    {
        var trusted = builder.AddSection<ForwardedOptions>(ForwardedOptions.Section).TrustedNetworks
            .Select(System.Net.IPNetwork.Parse).ToList();
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders =
                ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            trusted.ForEach(options.KnownIPNetworks.Add);
        });
        return builder;
    }
}
