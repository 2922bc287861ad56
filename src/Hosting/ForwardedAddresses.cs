using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace RedConnect.Hosting;

/// <summary>Which proxies are believed when they say whom they speak for; section <c>Forwarded</c>.</summary>
public sealed class ForwardedOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Forwarded";

    /// <summary>Networks of our own proxies, in CIDR notation. Loopback is always believed, nobody else is.</summary>
    public IReadOnlyList<string> TrustedNetworks { get; init; } = [];
}

/// <summary>Behind a proxy the sender's address and scheme are the browser's, not the proxy's: throttling and cookies
/// depend on it.</summary>
public static class ForwardedAddresses
{
    /// <summary>Believes the configured proxies.</summary>
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
