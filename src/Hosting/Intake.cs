using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RedConnect.Hosting;

/// <summary>Of what an endpoint has only so much to give; metadata of that endpoint.</summary>
public enum Scarce
{
    /// <summary>Connections that stay.</summary>
    Connections,

    /// <summary>Pages.</summary>
    Pages,
}

/// <summary>
/// Sheds what is new before it costs anything, so that what runs goes on: pages and connections by ASP.NET Core's rate limiting (503 with <c>Retry-After</c>), arrivals at
/// a room's door when the edge asks. Whoever has a place already is never asked for one.
/// </summary>
public sealed class Intake : IDisposable
{
    /// <summary>In the query of a page that a tab with a seat asks for again.</summary>
    public const string Back = "back";

    private const int Reserve = 2;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(10);
    private readonly IntakeOptions options;
    private readonly PartitionedRateLimiter<HttpContext> ofServer;
    private readonly PartitionedRateLimiter<HttpContext> ofAddress;
    private readonly PartitionedRateLimiter<HttpContext> arrivalsOfServer;
    private readonly PartitionedRateLimiter<HttpContext> arrivalsOfAddress;

    /// <summary>Made by the container.</summary>
    public Intake(IOptions<IntakeOptions> configured)
    {
        options = configured.Value;
        ofServer = PartitionedRateLimiter.Create<HttpContext, string>(context => Part(context, "", options.Connections, options.Pages));
        ofAddress = PartitionedRateLimiter.Create<HttpContext, string>(context => Part(context, Address(context), options.ConnectionsPerAddress, options.PagesPerAddress));
        arrivalsOfServer = PartitionedRateLimiter.Create<HttpContext, string>(_ => Bucket("", options.Arrivals));
        arrivalsOfAddress = PartitionedRateLimiter.Create<HttpContext, string>(context => Bucket(Address(context), options.ArrivalsPerAddress));
        Requests = PartitionedRateLimiter.CreateChained(ofAddress, ofServer);
    }

    /// <summary>For every request, before its endpoint.</summary>
    public PartitionedRateLimiter<HttpContext> Requests { get; }

    /// <summary>When to try again: spread, so that those who were sent away together do not come back together.</summary>
    public static TimeSpan RetryAfter => Shortest + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)Spread.TotalMilliseconds));

    /// <summary>Whether somebody who is new, on this connection, is taken; counts them if so.</summary>
    public bool Takes(HttpContext connection) =>
        HasRoom(ofServer, connection, options.Connections) && HasRoom(ofAddress, connection, options.ConnectionsPerAddress)
        && Counts(arrivalsOfAddress, connection) && Counts(arrivalsOfServer, connection);

    /// <inheritdoc/>
    public void Dispose()
    {
        Requests.Dispose();
        ofServer.Dispose();
        ofAddress.Dispose();
        arrivalsOfServer.Dispose();
        arrivalsOfAddress.Dispose();
    }

    /// <summary>Of the permits, the second half is for those who come back.</summary>
    private static bool HasRoom(PartitionedRateLimiter<HttpContext> connections, HttpContext context, int most) =>
        connections.GetStatistics(context) is not { } now || now.CurrentAvailablePermits >= most;

    private static bool Counts(PartitionedRateLimiter<HttpContext> arrivals, HttpContext context)
    {
        using var lease = arrivals.AttemptAcquire(context);
        return lease.IsAcquired;
    }

    private static RateLimitPartition<string> Part(HttpContext context, string address, int connections, Rate pages) =>
        Needs(context, Scarce.Connections) ? RateLimitPartition.GetConcurrencyLimiter(
            "connections " + address, _ => new ConcurrencyLimiterOptions { PermitLimit = Reserve * connections })
        : Needs(context, Scarce.Pages) ? Bucket((context.Request.Query.ContainsKey(Back) ? "back " : "pages ") + address, pages)
        : RateLimitPartition.GetNoLimiter("");

    private static bool Needs(HttpContext context, Scarce what) =>
        context.GetEndpoint()?.Metadata.OfType<Scarce>().Contains(what) is true;

    private static RateLimitPartition<string> Bucket(string key, Rate rate) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = rate.Burst,
        TokensPerPeriod = rate.PerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
    });

    private static string Address(HttpContext context) => Convert.ToHexString(context.Subscribed());
}

/// <summary>One intake for each process.</summary>
public static class IntakeFeature
{
    /// <summary>Adds the limits.</summary>
    public static IHostApplicationBuilder AddIntake(this IHostApplicationBuilder builder)
    {
        builder.AddSection<IntakeOptions>(IntakeOptions.Section);
        builder.Services.AddSingleton<Intake>();
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<Intake>((limits, intake) =>
        {
            limits.GlobalLimiter = intake.Requests;
            limits.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
            limits.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = $"{Intake.RetryAfter.TotalSeconds:0}";
                return ValueTask.CompletedTask;
            };
        });
        return builder;
    }

    /// <summary>These endpoints give what is scarce.</summary>
    public static T Give<T>(this T endpoints, Scarce what)
        where T : IEndpointConventionBuilder
    {
        endpoints.Add(endpoint => endpoint.Metadata.Add(what));
        return endpoints;
    }
}
