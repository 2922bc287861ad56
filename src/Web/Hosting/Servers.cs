using RedConnect.Api;
using RedConnect.Hosting;
using RedConnect.Silo;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;

namespace RedConnect.Web.Hosting;

/// <summary>Where the interfaces are; section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Api";

    /// <summary>The API servers of this region. None: everything is in this process.</summary>
    public IReadOnlyList<Uri> Addresses { get; init; } = [];
}

/// <summary>Silo and API in this process, or the way to them.</summary>
internal static class Servers
{
    public static void AddServers(this IHostApplicationBuilder builder)
    {
        var api = builder.Options<ApiOptions>(ApiOptions.Section);
        if (api.Addresses.Count == 0)
        {
            builder.AddRedConnectSilo();
            builder.AddRedConnectApi();
            return;
        }

        builder.AddClusterClient();
        builder.AddRedConnectSessions();
        builder.Services.AddSingleton<IPassiveHealthCheckPolicy, UnreachableAtOnce>();
        builder.AddIntake();
        builder.Services.AddReverseProxy().LoadFromMemory(Routes(), Clusters(api.Addresses));
    }

    public static void MapServers(this WebApplication app)
    {
        if (app.Services.GetService<IProxyConfigProvider>() is null)
        {
            app.MapRedConnectApi();
            app.MapRedConnectSilo();
            return;
        }

        app.UseIntake();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal), hubs => hubs.Use(LetGoWhenStopping));
        app.MapReverseProxy(proxy =>
        {
            proxy.UseAnotherServer();
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
    }

    /// <summary>A line would hold a stopping server back for half a minute; its browser has another one at once.</summary>
    private static async Task LetGoWhenStopping(HttpContext context, RequestDelegate next)
    {
        var lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var stopping = lifetime.ApplicationStopping.Register(context.Abort);
        await next(context);
    }

    /// <summary>A WebSocket may go to any server. What polls must find the one that knows it.</summary>
    private static IReadOnlyList<RouteConfig> Routes() =>
    [
        Route("sockets", "/hubs/{**rest}", "any", 0) with
        {
            Match = new RouteMatch { Path = "/hubs/{**rest}", Headers = [new RouteHeader { Name = "Upgrade", Values = ["websocket"] }] },
        },
        Route("polls", "/hubs/{**rest}", "same", 1),
        Route("api", "/api/{**rest}", "any", 1),
    ];

    private static RouteConfig Route(string id, string path, string cluster, int order) =>
        new() { RouteId = id, ClusterId = cluster, Order = order, Match = new RouteMatch { Path = path } };

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
                Cookie = new SessionAffinityCookieConfig { HttpOnly = true, SameSite = SameSiteMode.Strict, SecurePolicy = CookieSecurePolicy.SameAsRequest },
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
            Passive = new PassiveHealthCheckConfig { Enabled = true, Policy = nameof(UnreachableAtOnce) },
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
