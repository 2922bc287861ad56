using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RedConnect.Hosting;

/// <summary>A resource of a server that an endpoint uses; metadata of that endpoint.</summary>
public enum LimitedResource
{
    /// <summary>Connections that stay open.</summary>
    Connections,

    /// <summary>Pages.</summary>
    Pages,

    /// <summary>Requests to the portal's interface.</summary>
    Requests,
}

/// <summary>
/// Refuses new work while a server is overloaded, so that running calls are not disturbed. ASP.NET Core's rate limiting
/// refuses pages and connections (503 with <c>Retry-After</c>); arrivals at a room are refused by its hub, which asks
/// here. A person who has a seat is never refused.
/// </summary>
public sealed class LoadShedding : IDisposable
{
    /// <summary>The query parameter of a page that a tab with a seat requests once more.</summary>
    public const string Back = "back";

    private const int WithReserve = 2;
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetrySpread = TimeSpan.FromSeconds(10);
    private readonly LimitsOptions limits;
    private readonly PartitionedRateLimiter<HttpContext> ofServer;
    private readonly PartitionedRateLimiter<HttpContext> ofNetwork;
    private readonly PartitionedRateLimiter<HttpContext> arrivalsOfServer;
    private readonly PartitionedRateLimiter<HttpContext> arrivalsOfNetwork;

    /// <summary>Made by the container.</summary>
    public LoadShedding(IOptions<LimitsOptions> options)
    {
        limits = options.Value;
        ofServer = Limiter(context => Partition(context, "", limits.Connections, limits.Pages, limits.Requests));
        ofNetwork = Limiter(context => Partition(context, Network(context),
            limits.ConnectionsPerAddress, limits.PagesPerAddress, limits.RequestsPerAddress));
        arrivalsOfServer = Limiter(_ => TokenBucket("", limits.Arrivals));
        arrivalsOfNetwork = Limiter(context => TokenBucket(Network(context), limits.ArrivalsPerAddress));
        Requests = PartitionedRateLimiter.CreateChained(ofNetwork, ofServer);
    }

    /// <summary>Random, so that browsers refused at the same time do not return at the same time.</summary>
    public static TimeSpan RetryAfter =>
        ShortestRetry + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)RetrySpread.TotalMilliseconds));

    /// <summary>Limits every request before its endpoint runs.</summary>
    public PartitionedRateLimiter<HttpContext> Requests { get; }

    /// <summary>Whether a new person on this connection is accepted; counts the person if so.</summary>
    public bool Accepts(HttpContext connection) =>
        IsBelow(limits.Connections, ofServer, connection)
        && IsBelow(limits.ConnectionsPerAddress, ofNetwork, connection)
        && TryCount(arrivalsOfNetwork, connection)
        && TryCount(arrivalsOfServer, connection);

    /// <inheritdoc/>
    public void Dispose()
    {
        Requests.Dispose();
        ofServer.Dispose();
        ofNetwork.Dispose();
        arrivalsOfServer.Dispose();
        arrivalsOfNetwork.Dispose();
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(
        Func<HttpContext, RateLimitPartition<string>> partition) => PartitionedRateLimiter.Create(partition);

    /// <summary>Half of the permits are reserved for people who have a seat and reconnect.</summary>
    private static bool IsBelow(int limit, PartitionedRateLimiter<HttpContext> connections, HttpContext context) =>
        connections.GetStatistics(context) is not { } now || now.CurrentAvailablePermits >= limit;

    private static bool TryCount(PartitionedRateLimiter<HttpContext> arrivals, HttpContext context)
    {
        using var lease = arrivals.AttemptAcquire(context);
        return lease.IsAcquired;
    }

    private static RateLimitPartition<string> Partition(
        HttpContext context, string network, int connections, Rate pages, Rate requests) =>
        context.GetEndpoint()?.Metadata.OfType<LimitedResource>().Cast<LimitedResource?>().FirstOrDefault() switch
        {
            LimitedResource.Connections => RateLimitPartition.GetConcurrencyLimiter(
                "connections " + network,
                _ => new ConcurrencyLimiterOptions { PermitLimit = WithReserve * connections }),
            LimitedResource.Pages => TokenBucket(
                (context.Request.Query.ContainsKey(Back) ? "back " : "pages ") + network, pages),
            LimitedResource.Requests => TokenBucket("requests " + network, requests),
            _ => RateLimitPartition.GetNoLimiter(""),
        };

    private static RateLimitPartition<string> TokenBucket(string key, Rate rate) =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = rate.Burst,
            TokensPerPeriod = rate.PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });

    private static string Network(HttpContext context) => Convert.ToHexString(ClientNetwork.Of(context));
}

/// <summary>Registers load shedding, one for each process.</summary>
public static class LoadSheddingFeature
{
    /// <summary>Adds the limits.</summary>
    public static IHostApplicationBuilder AddLoadShedding(this IHostApplicationBuilder builder)
    {
        builder.AddSection<LimitsOptions>(LimitsOptions.Section);
        builder.Services.AddSingleton<LoadShedding>();
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<LoadShedding>((limiter, shedding) =>
        {
            limiter.GlobalLimiter = shedding.Requests;
            limiter.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
            limiter.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = $"{LoadShedding.RetryAfter.TotalSeconds:0}";
                return ValueTask.CompletedTask;
            };
        });
        return builder;
    }

    /// <summary>Limits requests for these endpoints as users of the resource.</summary>
    public static T Limit<T>(this T endpoints, LimitedResource resource)
        where T : IEndpointConventionBuilder
    {
        endpoints.Add(endpoint => endpoint.Metadata.Add(resource));
        return endpoints;
    }
}
