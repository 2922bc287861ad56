using RedConnect.Hosting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;

namespace RedConnect.Web.Hosting;

/// <summary>Where the API servers are; section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Api";

    /// <summary>The API servers of this region, for a web process without the api role.</summary>
    public IReadOnlyList<Uri> Addresses { get; init; } = [];
}

/// <summary>Forwards <c>/api</c> and <c>/hubs</c> to the API servers.</summary>
internal static class Forwarding
{
    private const string Hubs = "/hubs";

    /// <summary>
    /// An API server that failed and has started again is used again soon; health checks decide meanwhile.
    /// </summary>
    private static readonly TimeSpan FailureWindow = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeftOutAfterFailures = TimeSpan.FromSeconds(2);

    public static void AddForwarding(this IHostApplicationBuilder builder)
    {
        var api = builder.AddSection<ApiOptions>(ApiOptions.Section);
        builder.Services.Configure<TransportFailureRateHealthPolicyOptions>(
            failures => failures.DetectionWindowSize = FailureWindow);
        builder.Services.AddReverseProxy().LoadFromMemory(Routes(), Clusters(api.Addresses));
    }

    public static void MapForwarding(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapReverseProxy().Add(AbortWhenStopping);

    /// <summary>An open WebSocket would delay the end of this process by half a minute.</summary>
    private static void AbortWhenStopping(EndpointBuilder endpoint)
    {
        if (endpoint is not RouteEndpointBuilder { RequestDelegate: { } forward, RoutePattern.RawText: { } route }
            || !route.StartsWith(Hubs, StringComparison.Ordinal))
        {
            return;
        }

        endpoint.RequestDelegate = async context =>
        {
            var lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
            using var stopping = lifetime.ApplicationStopping.Register(context.Abort);
            await forward(context);
        };
    }

    /// <summary>A WebSocket may go to any server. What polls must find the one that knows it.</summary>
    private static IReadOnlyList<RouteConfig> Routes() =>
    [
        Route("sockets", Hubs + "/{**rest}", "any", 0) with
        {
            Match = new RouteMatch
            {
                Path = Hubs + "/{**rest}",
                Headers = [new RouteHeader { Name = "Upgrade", Values = ["websocket"] }],
            },
        },
        Route("polls", Hubs + "/{**rest}", "same", 1),
        Route("api", "/api/{**rest}", "any", 1),
    ];

    private static RouteConfig Route(string id, string path, string cluster, int order) =>
        new()
        {
            RouteId = id,
            ClusterId = cluster,
            Order = order,
            Match = new RouteMatch { Path = path },

            // The API server decides.
            AuthorizationPolicy = "anonymous",
        };

    private static IReadOnlyList<ClusterConfig> Clusters(IReadOnlyList<Uri> addresses) =>
    [
        Cluster("any", addresses),
        Cluster("same", addresses) with
        {
            SessionAffinity = new SessionAffinityConfig
            {
                Enabled = true,
                Policy = "HashCookie",
                FailurePolicy = "Redistribute",
                AffinityKeyName = "redconnect-edge",
                Cookie = new SessionAffinityCookieConfig
                {
                    HttpOnly = true,
                    SameSite = SameSiteMode.Strict,
                    SecurePolicy = CookieSecurePolicy.SameAsRequest,
                },
            },
        },
    ];

    private static ClusterConfig Cluster(string id, IReadOnlyList<Uri> addresses) => new()
    {
        ClusterId = id,
        LoadBalancingPolicy = "PowerOfTwoChoices",
        Destinations = addresses.Select((address, n) => (Name: $"api{n + 1}", Address: address))
            .ToDictionary(api => api.Name, api => new DestinationConfig { Address = api.Address.ToString() }),
        HealthCheck = new HealthCheckConfig
        {
            AvailableDestinationsPolicy = "HealthyOrPanic",
            Passive = new PassiveHealthCheckConfig { Enabled = true, ReactivationPeriod = LeftOutAfterFailures },
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Policy = "ConsecutiveFailures",
                Interval = TimeSpan.FromSeconds(1),
                Timeout = TimeSpan.FromSeconds(1),
                Path = Health.ReadyPath,
            },
        },
        Metadata = new Dictionary<string, string> { ["ConsecutiveFailuresHealthPolicy.Threshold"] = "1" },
    };
}
